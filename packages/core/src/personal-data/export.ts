import {
  findAccess,
  findBusinessUnit,
  findCustomer,
  listAccessesOfCustomer,
  listCustomersOfAccess,
  type Access,
  type Queries,
} from '@itinera/db';
import {
  listEventsToExport,
  listInterventionsToErase,
  listMessagesToExport,
} from '@itinera/db/personal-data';
import { appendEvent } from '../audit/append-event.ts';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { displayName } from '../customers/display-name.ts';
import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { accessScopeOf, matchesOfSession } from '../sign-in/matching-accesses.ts';
import { provenUntil, requireFresh } from '../fresh-proof.ts';
import { ownAccess } from '../sign-in/proof-channel.ts';
import { formerEmailsOf } from './former.ts';
import {
  answersBeforeBooking,
  customerOf,
  eventOf,
  messageOf,
  messagesTo,
  personOf,
  requestsOf,
  signInsOf,
  visitsOf,
} from './gather.ts';
import { instant } from './instant.ts';
import type { PersonalDataExport } from './types.ts';

/**
 * Everything about a customer: record, addresses, people, visits, messages, events. It is in the audit that it was taken.
 * @throws ItineraError `not-allowed` (`role`), `not-found`.
 */
export async function exportCustomer(
  ctx: Context,
  scope: BusinessUnitScope,
  { customerId }: { customerId: string },
): Promise<PersonalDataExport> {
  requireIds({ customerId });
  const { businessUnitId, language } = scope;
  const q = ctx.db.read;
  const customer = await findCustomer(q, businessUnitId, customerId);
  if (!customer) throw notFound('customerId');
  const people = await listAccessesOfCustomer(q, businessUnitId, customerId);
  const visits = await listInterventionsToErase(q, businessUnitId, { customerId });
  const interventionIds = visits.map(({ id }) => id);
  const former = await formerEmailsOf(q, scope.companyId, customer);
  const recipients = customer.email === null ? former : [...new Set([customer.email, ...former])];
  const of = { accessIds: [], interventionIds, recipients };
  const messages = await listMessagesToExport(q, businessUnitId, of);
  const events = await listEventsToExport(q, businessUnitId, { subjectIds: [customerId], actorIds: [] });
  const content = {
    customer: await customerOf(q, customer, true),
    people: people.map((person) => personOf(person, true)),
    visits: await visitsOf(q, businessUnitId, interventionIds, language, true),
    requests: await requestsOf(q, businessUnitId, { customerId }),
    messages: messages.map(messageOf),
    events: events.map(eventOf),
  };
  await noteExport(ctx, scope, 'customer', customerId);
  return { ...(await head(ctx, q, scope, 'customer')), ...content };
}

/**
 * Everything about a person who may sign in, deleted or not: who they are, for whom they act, how they came in, what
 * they were sent, what they did, and what they wrote. It is in the audit that it was taken.
 * @throws ItineraError `not-allowed` (`role`), `not-found`.
 */
export async function exportAccess(
  ctx: Context,
  scope: BusinessUnitScope,
  { accessId }: { accessId: string },
): Promise<PersonalDataExport> {
  requireIds({ accessId });
  const q = ctx.db.read;
  const access = await findAccess(q, scope.businessUnitId, accessId);
  if (!access) throw notFound('accessId');
  const customers = await listCustomersOfAccess(q, scope.businessUnitId, accessId);
  const content = {
    ...(await personWhole(q, scope, access, true)),
    actsFor: customers.map((one) => ({ reference: one.reference, name: displayName(one) })),
  };
  await noteExport(ctx, scope, 'access', accessId);
  return { ...(await head(ctx, q, scope, 'person')), ...content };
}

/**
 * What whoever is signed in may take of their own: the person, and the customers they act for with their visits; not
 * who else acts for those, nor what staff noted (both are had by asking). It is in the audit that it was taken.
 * @throws ItineraError `unauthenticated`, `not-allowed` (reason `proof-needed`: no proof within ten minutes).
 */
export async function exportOwn(ctx: Context, sessionToken: string): Promise<PersonalDataExport> {
  const { session, access } = await ownAccess(ctx, sessionToken);
  const now = ctx.clock.now();
  const until = provenUntil(session, now);
  requireFresh(until, now);
  const q = ctx.db.read;
  const match = (await matchesOfSession(q, session)).find((one) => one.access.id === access.id);
  if (!match) throw new ItineraError('unauthenticated', 'This session has ended: sign in again');
  const scope = accessScopeOf(match, until);
  const { businessUnitId, language } = scope;
  const customers = [];
  for (const customer of match.customers) {
    const visits = await listInterventionsToErase(q, businessUnitId, { customerId: customer.id });
    const ids = visits.map(({ id }) => id);
    customers.push({
      ...(await customerOf(q, customer, false)),
      visits: await visitsOf(q, businessUnitId, ids, language),
    });
  }
  const content = { ...(await personWhole(q, scope, access, false)), customers };
  await noteExport(ctx, scope, 'access', access.id);
  return { ...(await head(ctx, q, scope, 'person')), ...content };
}

async function personWhole(
  q: Queries,
  { businessUnitId, language }: AccessScope | BusinessUnitScope,
  access: Access,
  forStaff: boolean,
): Promise<Record<string, unknown>> {
  const { id } = access;
  const written = await listInterventionsToErase(q, businessUnitId, { accessId: id });
  const ids = written.map((one) => one.id);
  const about = await listEventsToExport(q, businessUnitId, { subjectIds: [id], actorIds: [id] });
  return {
    person: { ...personOf(access, forStaff), ...(await signInsOf(q, access)) },
    // Who is signed in finds them among the visits of their customers.
    ...(forStaff ? { visitsWrittenBy: await visitsOf(q, businessUnitId, ids, language) } : {}),
    requests: await requestsOf(q, businessUnitId, { accessId: id }),
    answersBeforeBooking: await answersBeforeBooking(q, access),
    messages: await messagesTo(q, access),
    events: about.map(eventOf),
  };
}

async function head(
  ctx: Context,
  q: Queries,
  { companyId, businessUnitId }: AccessScope | BusinessUnitScope,
  about: 'customer' | 'person',
): Promise<PersonalDataExport> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  return {
    format: 'itinera-personal-data',
    version: 1,
    about,
    exportedAt: instant(ctx.clock.now()) ?? '',
    company: unit ? portalName(unit) : '',
  };
}

async function noteExport(
  ctx: Context,
  scope: AccessScope | BusinessUnitScope,
  subjectType: 'customer' | 'access',
  subjectId: string,
): Promise<void> {
  const kind = `${subjectType}.exported`;
  await ctx.db.write((tx) => appendEvent(ctx, tx, scope, { kind, subjectType, subjectId }));
}
