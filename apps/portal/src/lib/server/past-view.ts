import type { PastClocking, PastVisit, PastVisitChoices, PastVisits } from '@itinera/core';
import { m } from '#paraglide/messages.js';
import { dayText, timeRange, timeText } from '../format/dates.ts';
import { visitStateText } from '../words/visit-status.ts';
import { queryWith, stateChoices } from './past-filter.ts';
import type { Reader } from './visit-view.ts';

/** One past visit in a list. */
export interface PastRow {
  id: string;
  heading: string;
  /** The day and the hours that it took, else those that were agreed; null: neither is known. */
  when: string | null;
  state: PastVisit['state'];
  statusText: string;
  /** Address, reference, technician, customer: what of it there is. */
  facts: string[];
}

export function pastRow({ visit, state, startedAt, endedAt, zone }: PastVisit, reader: Reader): PastRow {
  const { language, now, customers } = reader;
  const start = startedAt ?? visit.promise?.start ?? null;
  const end = startedAt === null ? (visit.promise?.end ?? null) : endedAt;
  const hours = start === null ? '' : timeRange(start, end ?? start, zone, language);
  const facts = [
    customers > 1 ? visit.address?.customerName : null,
    visit.address?.text,
    visit.technicianName,
    visit.reference,
  ];
  return {
    id: visit.id,
    heading: visit.heading,
    when: start === null ? null : `${dayText(start, zone, language, now)}, ${hours}`,
    state,
    statusText: visit.statusLabel ?? visitStateText(state),
    facts: facts.filter((fact) => fact !== null && fact !== undefined),
  };
}

/** Somebody's coming and going in a list. */
export interface PastClockingRow {
  id: string;
  day: string;
  text: string;
  facts: string[];
}

export function pastClockingRow(one: PastClocking, reader: Reader): PastClockingRow {
  const { language, now, customers } = reader;
  const { arrived, left, zone } = one;
  const day = dayText(arrived, zone, language, now);
  const leftOn = left === null ? day : dayText(left, zone, language, now);
  const leftAt = left === null ? '' : timeText(left, zone, language);
  const time = timeText(arrived, zone, language);
  const facts = [customers > 1 ? one.customerName : null, one.address, one.technicianName, one.reference];
  return {
    id: one.interventionId,
    day,
    text:
      left === null
        ? m.clocking_arrived({ time })
        : m.clocking_both({ arrived: time, left: leftOn === day ? leftAt : `${leftOn}, ${leftAt}` }),
    facts: facts.filter((fact) => fact !== null),
  };
}

/** What the form offers. */
export function choicesView({ types, addresses, clockings }: PastVisitChoices) {
  const any = { value: '', label: m.past_any() };
  return {
    states: stateChoices(),
    types: [any, ...types.map(({ id, name }) => ({ value: id, label: name }))],
    addresses: [any, ...addresses.map(({ id, text }) => ({ value: id, label: text }))],
    clockings,
  };
}

/** Where the pages before and after this one are; null: there is none. */
export function pagesView(
  { total, page, pageSize }: Pick<PastVisits, 'total' | 'page' | 'pageSize'>,
  url: URL,
): { page: number; pages: number; newer: string | null; older: string | null } {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const to = (n: number) => queryWith(url, { page: n === 1 ? '' : String(n) });
  return {
    page,
    pages,
    newer: page > 1 ? to(Math.min(page - 1, pages)) : null,
    older: page < pages ? to(page + 1) : null,
  };
}
