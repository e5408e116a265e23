import {
  findCustomer,
  listAddresses,
  listContacts,
  listSubmissionsOf,
  listTags,
  type Access,
  type Customer,
  type Event,
  type Message,
  type Queries,
  type SignedDocument,
  type TypedSubmission,
} from '@itinera/db';
import { listClockingsAt } from '@itinera/db/attendance';
import { listSignedDocuments } from '@itinera/db/requests';
import { listLateReports } from '@itinera/db/work';
import { listFilesOf, listFilesOfRequests, type StoredFile } from '@itinera/db/files';
import {
  listAccessPeriods,
  listBookingAnswers,
  listEventsToExport,
  listIdentifiersOfAccess,
  listInterventionsToExport,
  listMessagesToExport,
  listRequestsToExport,
  listSessionsToExport,
} from '@itinera/db/personal-data';
import { identifiersOf } from '../accesses/read.ts';
import { isSecret } from '../notifications/queue-message.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { answerTexts } from '../shared/forms/answer-texts.ts';
import { localized, type Language } from '../shared/languages.ts';
import { formerRecordsOf } from './former.ts';
import { instant } from './instant.ts';

/** A person as we know them. `forStaff`: with what staff noted. */
export function personOf(access: Access, forStaff: boolean): Record<string, unknown> {
  const { name, email, phone, language, enabled, notes, createdAt, deletedAt } = access;
  return {
    name,
    email,
    phone,
    language,
    maySignIn: enabled,
    ...(forStaff ? { notes } : {}),
    since: instant(createdAt),
    deletedAt: instant(deletedAt),
  };
}

/** How a person came in: when allowed, and the sign-ins that are still noted. */
export async function signInsOf(
  q: Queries,
  { id, businessUnitId }: Access,
): Promise<Record<string, unknown>> {
  const periods = await listAccessPeriods(q, businessUnitId, id);
  const sessions = await listSessionsToExport(q, businessUnitId, id);
  return {
    allowed: periods.map(({ startedAt, endedAt }) => ({ from: instant(startedAt), until: instant(endedAt) })),
    signIns: sessions.map(({ createdAt, lastSeenAt, endedAt, device, identifier }) => ({
      at: instant(createdAt),
      lastSeenAt: instant(lastSeenAt),
      endedAt: instant(endedAt),
      device,
      by: identifier,
    })),
  };
}

/** What a person answered of work that they have not booked yet. */
export async function answersBeforeBooking(
  q: Queries,
  { id, businessUnitId }: Access,
): Promise<Record<string, unknown>[]> {
  const rows = await listBookingAnswers(q, businessUnitId, id);
  return rows.map(({ updatedAt, answers }) => ({ at: instant(updatedAt), answers }));
}

/** Messages to a person, at addresses of now and before. */
export async function messagesTo(q: Queries, access: Access): Promise<Record<string, unknown>[]> {
  const { id, businessUnitId } = access;
  const noted = await listIdentifiersOfAccess(q, businessUnitId, id);
  const messages = await listMessagesToExport(q, businessUnitId, {
    accessIds: [id],
    interventionIds: [],
    recipients: [...identifiersOf(access), ...noted],
  });
  return messages.filter(({ accessId }) => accessId === null || accessId === id).map(messageOf);
}

/** One message; the words of one with a code are nobody's to keep. */
export function messageOf(message: Message): Record<string, unknown> {
  const { createdAt, sentAt, channel, kind, recipient, subject, text, state } = message;
  return {
    writtenAt: instant(createdAt),
    sentAt: instant(sentAt),
    channel,
    kind,
    to: recipient,
    subject,
    text: isSecret(kind) ? null : text,
    state,
  };
}

/** A customer's record with its addresses. `forStaff`: with what staff noted, also of ways in and contacts there. */
export async function customerOf(
  q: Queries,
  customer: Customer,
  forStaff: boolean,
): Promise<Record<string, unknown>> {
  const { id, businessUnitId, reference, name, kind, status, email, phone, language } = customer;
  const addresses = await listAddresses(q, businessUnitId, [id]);
  return {
    reference,
    externalReference: customer.externalReference,
    name,
    firstName: customer.firstName,
    kind,
    status,
    email,
    phone,
    mobile: customer.mobile,
    website: customer.website,
    taxId: customer.taxId,
    language,
    ...(forStaff ? await notedOf(q, customer) : {}),
    openingHours: customer.openingHours,
    formerRecords: await formerRecordsOf(q, customer, forStaff),
    since: instant(customer.createdAt),
    erasedAt: instant(customer.erasedAt),
    addresses: addresses.map((address) => ({
      label: address.label,
      line1: address.line1,
      line2: address.line2,
      postalCode: address.postalCode,
      city: address.city,
      country: address.country,
      longitude: address.lon,
      latitude: address.lat,
      visitNotes: address.visitNotes,
      ...(forStaff
        ? {
            accessNotes: address.accessNotes,
            contactName: address.contactName,
            contactPhone: address.contactPhone,
          }
        : {}),
      standard: address.isStandard,
      active: address.active,
    })),
  };
}

/** What staff noted of a customer, and whom they ask for there. */
async function notedOf(q: Queries, customer: Customer): Promise<Record<string, unknown>> {
  const { id, businessUnitId } = customer;
  const tags = await listTags(q, businessUnitId, [id]);
  const contacts = await listContacts(q, businessUnitId, [id]);
  return {
    notes: customer.notes,
    tags: tags.map(({ tag }) => tag),
    customFields: customer.customFields ?? {},
    additionalData: customer.extra ?? [],
    contacts: contacts.map(({ name, role, email, phone, mobile, notes }) => {
      return { name, role, email, phone, mobile, notes };
    }),
  };
}

/** Visits by their ids, with what was written into them and what happened to them. `clockings`: with who of ours came when. */
export async function visitsOf(
  q: Queries,
  businessUnitId: string,
  ids: readonly string[],
  language: Language,
  clockings = false,
): Promise<Record<string, unknown>[]> {
  const rows = await listInterventionsToExport(q, businessUnitId, ids);
  const events = await listEventsToExport(q, businessUnitId, { subjectIds: ids, actorIds: [] });
  const forms = await listSubmissionsOf(q, businessUnitId, ids);
  // Reports say nothing that is not told here already.
  const files = (await listFilesOf(q, businessUnitId, ids)).filter(({ state }) => state !== 'report');
  const documents = await listSignedDocuments(q, businessUnitId, ids);
  const clocked = clockings ? await listClockingsAt(q, businessUnitId, ids) : [];
  const lateReports = await listLateReports(q, businessUnitId, ids);
  const customers = new Map<string, string>();
  for (const { intervention } of rows)
    if (!customers.has(intervention.customerId)) {
      const customer = await findCustomer(q, businessUnitId, intervention.customerId);
      customers.set(intervention.customerId, customer?.reference ?? '');
    }
  return rows.map(({ intervention: one, part, activityTypeName }) => ({
    reference: one.reference,
    externalReference: one.externalReference,
    customer: customers.get(one.customerId),
    what: localized(activityTypeName, language),
    status: one.status,
    result: one.result,
    resultReason: one.resultReason,
    promisedFrom: instant(part?.promised ? part.promiseStart : null),
    promisedTo: instant(part?.promised ? part.promiseEnd : null),
    comment: one.comment,
    customFields: one.customFields ?? {},
    cancelReason: one.cancelReason,
    cancelDetails: one.cancelDetails,
    createdAt: instant(one.createdAt),
    confirmedAt: instant(one.confirmedAt),
    actualStart: instant(one.actualStart),
    actualEnd: instant(one.actualEnd),
    closedAt: instant(one.closedAt),
    lateReports: lateReports
      .filter(({ interventionId }) => interventionId === one.id)
      .map(({ receivedAt, report }) => ({ at: instant(receivedAt), report })),
    forms: forms
      .filter(({ submission }) => submission.interventionId === one.id)
      .map((form) => formOf(form, language)),
    files: files.filter(({ interventionId }) => interventionId === one.id).map(fileOf),
    documents: documents.filter(({ interventionId }) => interventionId === one.id).map(documentOf),
    ...(clockings && {
      clockings: clocked
        .filter(({ clocking }) => clocking.interventionId === one.id)
        .map(({ clocking: { startedAt, endedAt, startPlace, endPlace } }) => ({
          from: instant(startedAt),
          to: instant(endedAt),
          places: [startPlace, endPlace].filter((place) => place !== null),
        })),
    }),
    history: events.filter(({ subjectId }) => subjectId === one.id).map(eventOf),
  }));
}

/** What was signed, word by word. */
function documentOf(row: SignedDocument): Record<string, unknown> {
  const { title, text, language, hash, decision, signerName, reason, signedAt } = row;
  return { title, text, language, sha256: hash, decision, name: signerName, reason, at: instant(signedAt) };
}

/** What was answered, by the labels under which it was asked. */
function formOf(
  { submission, purpose, definition }: TypedSubmission,
  language: Language,
): Record<string, unknown> {
  const { state, source, updatedAt, answers } = submission;
  return {
    purpose,
    state,
    source,
    at: instant(updatedAt),
    answers: answerTexts(definition as FormDefinition, answers as Answers, language).map(
      ({ code, label, text }) => ({ code, label, text }),
    ),
  };
}

/** Whether staff answered with it. */
function isAnswer({ staffUserId, state }: StoredFile): boolean {
  return staffUserId !== null && state === 'kept';
}

/** A file, without its bytes: it is had where it is shown. */
function fileOf({ name, type, size, hash, createdAt }: StoredFile): Record<string, unknown> {
  return { name, type, size, sha256: hash, sentAt: instant(createdAt) };
}

/** What was asked for in the portal, and answered. */
export async function requestsOf(
  q: Queries,
  businessUnitId: string,
  of: { customerId: string } | { accessId: string },
): Promise<Record<string, unknown>[]> {
  const requests = await listRequestsToExport(q, businessUnitId, of);
  const files = await listFilesOfRequests(
    q,
    businessUnitId,
    requests.map(({ id }) => id),
  );
  return requests.map(({ id, kind, createdAt, text, preferredDate, dayPart, preferredTime, ...one }) => ({
    at: instant(createdAt),
    kind,
    text,
    preferredDate,
    dayPart,
    preferredTime,
    noOtherTime: one.isMandatory,
    files: files.filter(({ requestId, staffUserId }) => requestId === id && staffUserId === null).map(fileOf),
    doneAt: instant(one.doneAt),
    answer: one.answer,
    answeredWith: files.filter((file) => file.requestId === id && isAnswer(file)).map(fileOf),
  }));
}

/** One event; who did it only as what they are. */
export function eventOf({ at, kind, actorType, data }: Event): Record<string, unknown> {
  return { at: instant(at), what: kind, by: actorType, data };
}
