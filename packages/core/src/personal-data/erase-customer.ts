import {
  listAddresses,
  lockAccess,
  lockCustomer,
  unlinkAccessFromCustomer,
  type Customer,
  type Queries,
} from '@itinera/db';
import { deleteFiles } from '@itinera/db/files';
import { eraseImports } from '@itinera/db/imports';
import {
  blankAddresses,
  blankCustomer,
  blankCustomerRequests,
  blankEventsAbout,
  blankInterventions,
  blankMessages,
  blurPlaces,
  deleteAnswersTo,
  deleteBookingAnswersOf,
  deleteHoldsOf,
  deleteTravelTimesOf,
  isIdentifierOnFile,
  listAccessesToErase,
  listDaysThrough,
  listInterventionsToErase,
  listPlacedStops,
  listRequestsToExport,
  type StoredPlace,
} from '@itinera/db/personal-data';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { displayName } from '../customers/display-name.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { keptKey } from '../travel/kept-times.ts';
import {
  erasePerson,
  eraseTraces,
  factsOfEvents,
  requireConfirmed,
  requireNothingOpen,
  type Unit,
} from './erasing.ts';
import { formerEmailsOf } from './former.ts';

/**
 * Erases a customer for good, with the people who act for nobody else: neutral values stand where names, addresses,
 * notes and comments were. The number, the interventions and the routes stay; a place is known to about a kilometre
 * from then on. People who act for others too are detached. Erasing who was erased does nothing.
 * @throws ItineraError `not-found`, `invalid` (`confirm`), `not-allowed` (`role`; `open-visits`).
 */
export async function eraseCustomer(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { customerId, confirm }: { customerId: string; confirm: string },
): Promise<void> {
  requireIds({ customerId });
  const { businessUnitId } = scope;
  const recipients = await ctx.db.write(async (tx) => {
    // In the order of whoever books: people, then the customer.
    for (const { accessId } of await listAccessesToErase(tx, businessUnitId, customerId))
      await lockAccess(tx, businessUnitId, accessId);
    const customer = await lockCustomer(tx, businessUnitId, customerId);
    if (!customer) throw notFound('customerId');
    if (customer.erasedAt !== null) return null;
    requireConfirmed(confirm, [customer.reference, displayName(customer), customer.name]);
    const nobodys = await erase(ctx, tx, scope, customer);
    await appendEvent(ctx, tx, scope, {
      kind: 'customer.erased',
      subjectType: 'customer',
      subjectId: customerId,
    });
    return nobodys;
  });
  if (recipients) await eraseTraces(ctx, recipients);
}

/** Returns the addresses and numbers that are nobody's now. */
async function erase(ctx: Context, tx: Queries, unit: Unit, customer: Customer): Promise<string[]> {
  const { businessUnitId } = unit;
  const { id, email } = customer;
  const at = ctx.clock.now();
  const visits = await listInterventionsToErase(tx, businessUnitId, { customerId: id });
  requireNothingOpen(visits);
  const nobodys: string[] = [];
  const accesses = await listAccessesToErase(tx, businessUnitId, id);
  for (const { accessId, only } of accesses) {
    const access = await lockAccess(tx, businessUnitId, accessId);
    if (!access || access.erasedAt !== null) continue;
    if (only) nobodys.push(...(await erasePerson(tx, unit, access, at)));
    else await unlinkAccessFromCustomer(tx, businessUnitId, accessId, id);
  }
  const interventionIds = visits.map((visit) => visit.id);
  await erasePlaces(ctx, tx, businessUnitId, id);
  await deleteHoldsOf(tx, businessUnitId, { customerId: id });
  await deleteBookingAnswersOf(tx, businessUnitId, { customerId: id });
  // Of those who stay as well: what they were answered may name the customer.
  const answered = accesses.map(({ accessId }) => accessId);
  await deleteAnswersTo(tx, answered);
  await blankInterventions(tx, businessUnitId, interventionIds, at);
  await deleteFiles(tx, businessUnitId, { customerId: id });
  await blankCustomerRequests(tx, businessUnitId, { customerId: id }, at);
  const ownAddress = email !== null && !(await isIdentifierOnFile(tx, unit.companyId, email));
  const former = await formerEmailsOf(tx, unit.companyId, customer);
  const recipients = [...new Set([...(ownAddress ? [email] : []), ...former])];
  nobodys.push(...recipients);
  const ids = await answersToRequests(tx, businessUnitId, id);
  await blankMessages(tx, businessUnitId, { ids, accessIds: [], interventionIds, recipients }, at);
  await blankEventsAbout(tx, businessUnitId, { type: 'intervention', ids: interventionIds }, factsOfEvents);
  await blankEventsAbout(tx, businessUnitId, { type: 'customer', ids: [id] }, factsOfEvents);
  const addresses = await listAddresses(tx, businessUnitId, [id]);
  await eraseImports(tx, businessUnitId, [id, ...addresses.map((address) => address.id), ...interventionIds]);
  await blankAddresses(tx, businessUnitId, id);
  await blankCustomer(tx, businessUnitId, id, at);
  return nobodys;
}

/** The mails by which staff answered what was asked for this customer: whoever asked may stay. */
async function answersToRequests(tx: Queries, businessUnitId: string, customerId: string): Promise<string[]> {
  const requests = await listRequestsToExport(tx, businessUnitId, { customerId });
  return requests.flatMap(({ answerMessageId }) => answerMessageId ?? []);
}

async function erasePlaces(
  ctx: Context,
  tx: Queries,
  businessUnitId: string,
  customerId: string,
): Promise<void> {
  const addresses = await listAddresses(tx, businessUnitId, [customerId]);
  const located = addresses.flatMap(({ lon, lat }) => (lon === null || lat === null ? [] : [{ lon, lat }]));
  const seen = await listPlacedStops(tx, businessUnitId, customerId);
  const places = [...located, ...seen.map(({ lon, lat }) => ({ lon, lat }))];
  const days = await listDaysThrough(tx, businessUnitId, places);
  await ctx.db.lockTechnicianDays(tx, [...days, ...seen]);
  const stops = await listPlacedStops(tx, businessUnitId, customerId);
  await blurPlaces(tx, { stops, days, places }, blurred);
  await deleteTravelTimesOf(tx, [...new Set(places.map(keptKey))]);
}

/** To a hundredth of a degree, about a kilometre: the day's route keeps its shape, and the house is gone. */
function blurred({ lon, lat }: StoredPlace): StoredPlace {
  return { lon: Math.round(lon * 100) / 100, lat: Math.round(lat * 100) / 100 };
}
