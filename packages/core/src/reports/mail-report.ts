import {
  findActivityType,
  findBusinessUnit,
  listAccessesOfCustomer,
  type Intervention,
  type Message,
  type Queries,
} from '@itinera/db';
import { findFile, type StoredFile } from '@itinera/db/files';
import { listReports } from '@itinera/db/work';
import { portalLink } from '../business-units/portal-link.ts';
import { displayOf, reportOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import { contentOf } from '../files/content.ts';
import {
  accessesOfCustomer,
  customerItself,
  reachedAccesses,
  type Recipient,
} from '../notifications/recipients.ts';
import { reportContent } from '../notifications/report-content.ts';
import { queueMessage, type ValidIf } from '../notifications/queue-message.ts';
import { spokenDay } from '../notifications/times.ts';
import type { MailAttachment } from '../outside/mailer.ts';
import type { SystemScope } from '../scopes.ts';
import { localized } from '../shared/languages.ts';
import type { GatheredReport } from './content.ts';

/** Bytes of a report that goes with a mail; a mail is larger by a third, and many servers take 25 MB. */
const mostAttached = 10 * 1024 * 1024;

/** What became of sending a report: the mail that waits, nobody to send it to, or it is not to be sent. */
export type ReportMail = { messageId: string | null; unreached: boolean };

/**
 * Sends a report that was just made to the customer where its type says so, in the transaction that keeps it: one mail for each
 * version, to who booked the visit, else to the customer's own address, else to one of the people who act for the customer. It
 * leaves only while this is the last version and the work is closed. One mail for each `attempt`.
 */
export async function queueReportMail(
  ctx: Context,
  tx: Queries,
  { companyId, businessUnitId }: SystemScope,
  visit: Intervention,
  { content, zone }: GatheredReport,
  file: Pick<StoredFile, 'id' | 'size'>,
  attempt = file.id,
): Promise<ReportMail> {
  const unit = await findBusinessUnit(tx, companyId, businessUnitId);
  const type = await findActivityType(tx, businessUnitId, visit.activityTypeId);
  if (!unit || !type || !reportOf(type).mail) return { messageId: null, unreached: false };
  const recipient = await recipientOf(tx, visit);
  if (!recipient) return { messageId: null, unreached: true };
  const { language, title } = content;
  const attached = file.size <= mostAttached;
  const inPortal = reportOf(type).portal && recipient.accessId !== null;
  const former = await listReports(tx, businessUnitId, visit.id);
  const validIf: ValidIf = { kind: 'report', fileId: file.id, attached };
  const facts = {
    name: recipient.name,
    report: title,
    typeName: localized(type.name, language),
    date: spokenDay(visit.actualStart ?? ctx.clock.now(), zone, language),
    reference: displayOf(type).hiddenFields.includes('reference') ? null : visit.reference,
    corrected: former.some(({ mail }) => mail?.state === 'sent' || mail?.state === 'queued'),
    where: attached ? ('attached' as const) : inPortal ? ('portal' as const) : ('ask' as const),
    url: inPortal ? portalLink(ctx, unit, `/visits/${visit.id}`) : null,
    contact: [unit.contactEmail, unit.contactPhone].filter((contact) => contact !== null),
  };
  const messageId = await queueMessage(ctx, tx, {
    businessUnitId,
    kind: 'report',
    recipient: recipient.address,
    language,
    content: reportContent(facts, language),
    validIf,
    interventionId: visit.id,
    accessId: recipient.accessId ?? undefined,
    dedupeKey: `report:${attempt}`,
  });
  return { messageId, unreached: false };
}

async function recipientOf(
  tx: Queries,
  { businessUnitId, customerId, createdByAccessId }: Intervention,
): Promise<Recipient | undefined> {
  const theirs = await listAccessesOfCustomer(tx, businessUnitId, customerId);
  const booker = theirs.filter(({ id }) => id === createdByAccessId).map(({ id }) => id);
  const [who] = await reachedAccesses(tx, businessUnitId, booker);
  if (who) return who;
  const itself = await customerItself(tx, businessUnitId, customerId);
  const people = await accessesOfCustomer(tx, businessUnitId, customerId);
  // Whoever signs in with the customer's own address finds the visit in the portal.
  return people.find(({ address }) => address === itself?.address) ?? itself ?? people[0];
}

/** What goes with a mail; null: it is to have an attachment whose file is gone. */
export async function attachmentsOf(q: Queries, message: Message): Promise<MailAttachment[] | null> {
  const condition = message.validIf as ValidIf;
  if (condition.kind !== 'report' || !condition.attached) return [];
  const file = await findFile(q, message.businessUnitId, condition.fileId);
  if (!file) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of contentOf(q, file.id)) pieces.push(piece);
  const content = Buffer.concat(pieces);
  // Erased while it was read.
  return content.length === file.size ? [{ name: file.name, type: file.type, content }] : null;
}
