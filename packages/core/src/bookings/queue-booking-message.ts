import {
  findActivityType,
  findAddress,
  findBusinessUnit,
  findIntervention,
  listInterventions,
  listParts,
  type ActivityType,
  type BusinessUnit,
  type Intervention,
  type Part,
  type Queries,
} from '@itinera/db';
import { portalLink } from '../business-units/portal-link.ts';
import { displayOf } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import { addressText } from '../customers/address-view.ts';
import { messageWords, type MessageWords } from '../interventions/message-words.ts';
import { visitAsDisplayed } from '../interventions/previewed.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { isLanguage, localized, type Language } from '../shared/languages.ts';
import type { MessageTexts, VisitMessage } from '../shared/portal-display.ts';
import type { PromisedWindow } from '../shared/units.ts';
import {
  bookingContent,
  type BookingFacts,
  type BookingMessageKind,
} from '../notifications/booking-content.ts';
import { queueMessage, type ValidIf } from '../notifications/queue-message.ts';
import {
  accessesOfCustomer,
  customerItself,
  reachedAccesses,
  type Recipient,
} from '../notifications/recipients.ts';

/**
 * Tells the customer of a booking that was confirmed, moved, declined or canceled; call it in that transaction, after the change.
 * `revision` is the intervention's after the change, and tells one change from another. A message that waits while the
 * booking is moved or canceled is superseded by the later one. To the access that acted; when staff or another system did, to every enabled access of the customer, or to the
 * customer's own address. The system acting by itself tells nobody (setting up) unless it plans for good (`byItself`).
 */
export async function queueBookingMessage(
  ctx: Context,
  tx: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  change: {
    kind: BookingMessageKind;
    interventionId: string;
    revision: number;
    /** What the message speaks of, where that is not the time that is promised now. */
    about?: { promise: PromisedWindow | null; words: string };
    /** Who comes now: of `booking-technician`, which is told only where customers are shown it. */
    technician?: { id: string; name: string };
    byItself?: boolean;
  },
): Promise<void> {
  if (scope.kind === 'system' && scope.apiKeyId === undefined && !change.byItself) return;
  const { businessUnitId } = scope;
  const unit = await findBusinessUnit(tx, scope.companyId, businessUnitId);
  const intervention = await findIntervention(tx, businessUnitId, change.interventionId);
  if (!unit || !intervention) return;
  const recipients = await recipientsOf(tx, scope, intervention);
  if (recipients.length === 0) return;
  const type = await findActivityType(tx, businessUnitId, intervention.activityTypeId);
  const [part] = await listParts(tx, businessUnitId, [intervention.id]);
  const address = intervention.addressId
    ? await findAddress(tx, businessUnitId, intervention.addressId)
    : undefined;
  const promise = promiseOf(part);
  const { hiddenFields } = displayOf(type ?? { display: null });
  if (change.technician && hiddenFields.includes('technician')) return;
  const validIf: ValidIf = {
    kind: 'booking',
    canceled: change.kind === 'booking-canceled',
    start: promise?.start ?? null,
    end: promise?.end ?? null,
    ...(change.technician && { technicianId: change.technician.id }),
  };
  const own = type && displayOf(type).messages[messageOf[change.kind]];
  const words = own && (await wordsIn(ctx, tx, scope, { own, type, intervention, about: change.about }));
  const fallback = isLanguage(unit.defaultLanguage) ? unit.defaultLanguage : 'en';
  for (const { accessId, address: recipient, name, language } of recipients) {
    const facts: BookingFacts = {
      name,
      typeName: localized(type?.name ?? {}, language, fallback),
      promise: change.about ? change.about.promise : promise,
      words: change.about?.words,
      technician: change.technician?.name,
      place: address && !hiddenFields.includes('address') ? addressText(address) : null,
      reference: hiddenFields.includes('reference') ? null : intervention.reference,
      url: portalLink(ctx, unit, `/visits/${intervention.id}`),
      contact: contactOf(unit),
      own: await words?.(language),
    };
    await queueMessage(ctx, tx, {
      businessUnitId,
      kind: change.kind,
      recipient,
      language,
      content: bookingContent(change.kind, facts, language),
      validIf,
      interventionId: intervention.id,
      accessId: accessId ?? undefined,
      dedupeKey: `${change.kind}:${intervention.id}:${change.revision}:${ctx.keys.mac('recipient', recipient)}`,
    });
  }
}

const messageOf = {
  'booking-confirmed': 'confirmed',
  'booking-rescheduled': 'rescheduled',
  'booking-canceled': 'canceled',
  'booking-declined': 'declined',
  'booking-technician': 'technician',
} as const satisfies Record<BookingMessageKind, VisitMessage>;

/** The type's own words of a message, in a language: by the codes of what the portal shows of the visit. */
async function wordsIn(
  ctx: Context,
  tx: Queries,
  scope: Pick<BusinessUnitScope, 'companyId' | 'businessUnitId'>,
  { own, type, intervention, about }: OwnWords,
): Promise<((language: Language) => Promise<MessageWords>) | undefined> {
  const { rows } = await listInterventions(tx, scope.businessUnitId, {
    filter: { ids: [intervention.id] },
    order: 'newest',
    page: { limit: 1, offset: 0 },
  });
  const [row] = rows;
  if (!row?.address) return undefined;
  const now = ctx.clock.now();
  return async (language) => {
    const made = await visitAsDisplayed(tx, scope, { type, row, language, now });
    return messageWords(own, made, { type, language, now }, about);
  };
}

interface OwnWords {
  own: MessageTexts;
  type: ActivityType;
  intervention: Intervention;
  /** What the message speaks of, where that is not the time that is promised now. */
  about: { promise: PromisedWindow | null } | undefined;
}

async function recipientsOf(
  tx: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  { businessUnitId, customerId }: Intervention,
): Promise<Recipient[]> {
  if (scope.kind === 'access') return reachedAccesses(tx, businessUnitId, [scope.accessId]);
  const reached = await accessesOfCustomer(tx, businessUnitId, customerId);
  if (reached.length > 0) return reached;
  const customer = await customerItself(tx, businessUnitId, customerId);
  return customer ? [customer] : [];
}

function promiseOf(part: Part | undefined): PromisedWindow | null {
  if (!part?.promised || part.promiseStart === null || part.promiseEnd === null) return null;
  return { start: part.promiseStart, end: part.promiseEnd, zone: part.zone };
}

function contactOf(unit: BusinessUnit): string[] {
  return [unit.contactEmail, unit.contactPhone].filter((contact) => contact !== null);
}
