import type {
  CustomerIntervention,
  HistoryEntry,
  OfferedAction,
  TimelineEntry,
  VisitProgress,
} from '@itinera/core';
import type { InterventionStatus, Language, VisitState } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';
import { dayText, momentText, timeText, windowText, type WindowText } from '../format/dates.ts';
import { durationText } from '../format/durations.ts';
import { historyText } from '../words/history.ts';
import { notAllowedText } from '../words/refusal.ts';
import { timelineText } from '../words/timeline.ts';
import { stateByStatus, visitStateText } from '../words/visit-status.ts';
import { fileLine, type FileLine } from './form-view.ts';
import { nowView, type NowView } from './progress-view.ts';

/** One intervention as the pages show it: every text ready in the reader's language. */
export interface VisitView {
  id: string;
  /** null, as all that follows may be: hidden from customers. */
  reference: string | null;
  typeName: string;
  /** What stands above it: the company's words, or the type's name. */
  heading: string;
  /** The company's words below it, several lines; '' without. */
  text: string;
  status: InterventionStatus;
  state: VisitState;
  statusText: string;
  /** How far it is today; null: there is nothing to say but what was agreed. */
  now: NowView | null;
  /** Its time was asked for, and the company says soon whether it stands. */
  awaiting: boolean;
  when: WindowText | null;
  /** The time at which the work is planned to begin, where customers may know it. */
  exact: string | null;
  duration: string | null;
  technician: string | null;
  /** Whether anything is said of who comes, also that nobody is chosen yet. */
  technicianShown: boolean;
  address: string | null;
  /** Set where the person may act for several customers. */
  customer: string | null;
  comment: string;
  /** What the company shows of answers. */
  answers: AnswerView[];
  schedule: ActionView;
  reschedule: ActionView;
  cancel: ActionView;
}

/** An answer, or files that were sent. */
export interface AnswerView {
  key: string;
  label: string;
  text: string;
  files: FileLine[];
}

export interface ActionView {
  available: boolean;
  /** Until when it is available, or why it is not; '' where there is nothing to say. */
  note: string;
  /** The company's own words for it, where there are any. */
  label: string | undefined;
  description: string | undefined;
  confirmation: string | undefined;
  /** Whether a message is sent when it was done. */
  told: boolean;
}

export interface Reader {
  language: Language;
  now: number;
  /** How many customers the reader may act for. */
  customers: number;
  zone: string;
}

/** Who reads, from a request's locals. */
export function readerOf(locals: App.Locals): Reader {
  return {
    language: locals.language,
    now: locals.core.clock.now(),
    customers: locals.scope?.customerIds.length ?? 1,
    zone: locals.portal.zone,
  };
}

/** `progress`: how far it is, where that is shown. */
export function visitView(visit: CustomerIntervention, reader: Reader, progress?: VisitProgress): VisitView {
  const { language, now } = reader;
  const state = progress?.state ?? stateByStatus(visit.status, visit.result, visit.promise !== null);
  const zone = visit.promise?.zone ?? reader.zone;
  return {
    id: visit.id,
    reference: visit.reference,
    typeName: visit.typeName,
    heading: visit.heading,
    text: visit.text,
    status: visit.status,
    awaiting: visit.awaiting,
    state,
    statusText: visit.awaiting ? m.status_requested() : (visit.statusLabel ?? visitStateText(state)),
    now: progress ? nowView(visit, progress, reader) : null,
    when: visit.promise && windowText(visit.promise, language, now),
    exact: visit.plannedStart === null ? null : timeText(visit.plannedStart, zone, language),
    duration: visit.duration === null ? null : durationText(visit.duration, language),
    technician: visit.technicianName,
    technicianShown: visit.technicianShown,
    address: visit.address?.text ?? null,
    customer: reader.customers > 1 ? (visit.address?.customerName ?? null) : null,
    comment: visit.comment,
    answers: visit.fields.map(({ form, code, label, text, files }) => ({
      key: `${form} ${code}`,
      label,
      text,
      files: files.map(fileLine),
    })),
    schedule: actionView(visit.actions.schedule, (until) =>
      m.schedule_until({ until: momentIn(until, zone, reader) }),
    ),
    reschedule: actionView(visit.actions.reschedule, (until) =>
      m.reschedule_until({ until: momentIn(until, zone, reader) }),
    ),
    cancel: actionView(visit.actions.cancel, (until) =>
      m.cancel_until({ until: momentIn(until, zone, reader) }),
    ),
  };
}

/** What happened, ready to read. */
export interface HistoryView {
  at: string;
  atIso: string;
  text: string;
  typeName: string;
  interventionId: string;
  when: string | null;
  actor: string | null;
}

export function historyView(entry: HistoryEntry, reader: Reader): HistoryView {
  const { language, now, zone } = reader;
  const when = entry.promise && windowText(entry.promise, language, now);
  return {
    at: momentText(entry.at, zone, language),
    atIso: new Date(entry.at * 1000).toISOString(),
    text: historyText(entry.kind),
    typeName: entry.typeName,
    interventionId: entry.interventionId,
    when: when && `${when.day}, ${when.time}`,
    actor: entry.actorName,
  };
}

/** The same of a visit's own page. */
export function timelineView(
  { at, kind, promise, actorName }: TimelineEntry,
  visit: Pick<CustomerIntervention, 'id' | 'typeName'>,
  reader: Reader,
): HistoryView {
  const { id: interventionId, typeName } = visit;
  const view = historyView(
    { at, kind: 'intervention.booked', promise, actorName, interventionId, typeName, reference: null },
    reader,
  );
  return { ...view, text: timelineText(kind) };
}

/** Reasons of which there is nothing to say to a customer: it is as if the action were not there. */
const untold = ['not-configured', 'condition', 'planned'];

function actionView(offered: OfferedAction, untilText: (until: number) => string): ActionView {
  const { label, description, confirmation, silent } = offered;
  const words = { label, description, confirmation, told: silent !== true };
  if (offered.available)
    return { available: true, note: offered.until === null ? '' : untilText(offered.until), ...words };
  const note = untold.includes(offered.reason) ? '' : notAllowedText(offered.reason);
  return { available: false, note, ...words };
}

/** A day and a time in words, on a clock. */
export function momentIn(at: number, zone: string, { language, now }: Reader): string {
  return `${dayText(at, zone, language, now)}, ${timeText(at, zone, language)}`;
}
