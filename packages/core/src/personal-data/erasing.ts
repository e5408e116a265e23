import {
  closeAccessPeriods,
  deleteContacts,
  lockSignInIdentifier,
  type Access,
  type Queries,
} from '@itinera/db';
import { deleteFiles } from '@itinera/db/files';
import {
  blankAccess,
  blankCustomerRequests,
  blankEventsAbout,
  blankEventsBy,
  blankInterventions,
  blankMessages,
  deleteAnswersTo,
  deleteBookingAnswersOf,
  deleteHoldsOf,
  forgetIdentifier,
  forgetSignInsOfAccess,
  isIdentifierOnFile,
  listIdentifiersOfAccess,
  listRequestsToExport,
  listInterventionsToErase,
} from '@itinera/db/personal-data';
import { identifiersOf } from '../accesses/read.ts';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds } from '../shared/units.ts';

/**
 * What events keep when personal values go: ids, instants, and words of closed lists. Anything else is forgotten, such as
 * `was` and `is` of records; `before` is a promise.
 */
export const factsOfEvents = [
  'accessIds',
  'attach',
  'before',
  'by',
  'channel',
  'customerIds',
  'detach',
  'documentId',
  'enabled',
  'expiresAt',
  'fields',
  'hash',
  'interventionId',
  'invited',
  'promise',
  'purpose',
  'reason',
  'replacedBy',
  'requestId',
  'result',
  'version',
] as const;

/** In which unit of which company. */
export interface Unit {
  companyId: string;
  businessUnitId: string;
}

/**
 * Puts nobody in the place of a locked access, everywhere but in customers: the row, its ways in, the contacts it is,
 * what it wrote into interventions and requests, its events, messages, holds and answers. Addresses and numbers that another access of the company has
 * as well stay that one's. Returns those that are nobody's now.
 * @throws ItineraError as `requireNothingOpen`.
 */
export async function erasePerson(
  tx: Queries,
  { companyId, businessUnitId }: Unit,
  access: Access,
  at: EpochSeconds,
): Promise<string[]> {
  const { id } = access;
  const noted = await listIdentifiersOfAccess(tx, businessUnitId, id);
  const identifiers = [...new Set([...identifiersOf(access), ...noted])].sort();
  // Whoever is signing in by one of them has finished, or sees that there is nobody.
  for (const identifier of identifiers) await lockSignInIdentifier(tx, companyId, identifier);
  const written = await listInterventionsToErase(tx, businessUnitId, { accessId: id });
  requireNothingOpen(written);
  await closeAccessPeriods(tx, businessUnitId, [id], at);
  await blankAccess(tx, businessUnitId, id, at);
  await deleteContacts(tx, businessUnitId, { accessId: id });
  await forgetSignInsOfAccess(tx, businessUnitId, id);
  const recipients: string[] = [];
  for (const identifier of identifiers) {
    if (await isIdentifierOnFile(tx, companyId, identifier)) continue;
    await forgetIdentifier(tx, companyId, identifier);
    recipients.push(identifier);
  }
  await blankInterventions(
    tx,
    businessUnitId,
    written.map((one) => one.id),
    at,
  );
  await deleteFiles(tx, businessUnitId, { accessId: id });
  const requests = await listRequestsToExport(tx, businessUnitId, { accessId: id });
  await deleteFiles(tx, businessUnitId, { requestIds: requests.map((one) => one.id) });
  await blankCustomerRequests(tx, businessUnitId, { accessId: id }, at);
  await blankEventsBy(tx, businessUnitId, [id], factsOfEvents);
  await blankEventsAbout(tx, businessUnitId, { type: 'access', ids: [id] }, factsOfEvents);
  await blankMessages(tx, businessUnitId, { accessIds: [id], interventionIds: [], recipients }, at);
  await deleteHoldsOf(tx, businessUnitId, { accessId: id });
  await deleteBookingAnswersOf(tx, businessUnitId, { accessId: id });
  await deleteAnswersTo(tx, [id]);
  return recipients;
}

/** After the commit: what is left outside the tables, in the log of the file and in a mailbox that keeps mails. */
export async function eraseTraces(ctx: Context, recipients: readonly string[]): Promise<void> {
  ctx.mailer.forget?.(recipients);
  await ctx.db.clearLog();
}

/** @throws ItineraError `not-allowed`, reason `open-visits`, details.references of what must be done or canceled first. */
export function requireNothingOpen(visits: readonly { reference: string; closed: boolean }[]): void {
  const references = visits.filter(({ closed }) => !closed).map(({ reference }) => reference);
  if (references.length > 0)
    throw new ItineraError(
      'not-allowed',
      `There is work to be done still (${references.length}): do or cancel it first`,
      { reason: 'open-visits', details: { references } },
    );
}

/** @throws ItineraError `invalid` (`confirm`) unless what was typed is one of these. */
export function requireConfirmed(typed: string, expected: readonly string[]): void {
  const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase();
  if (!expected.some((one) => plain(one) === plain(typed)))
    throw new ItineraError('invalid', 'confirm must be the name or reference of who is to be erased', {
      field: 'confirm',
    });
}
