import type { PastState, PastVisitsFilter } from '@itinera/core';
import { pastStates } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';
import type { FieldProblem } from '../field-problem.ts';
import { isIsoDate } from '../format/dates.ts';

/** What the form of past visits holds, as it stands in the address. */
export interface PastFields {
  from: string;
  to: string;
  state: string;
  type: string;
  where: string;
  reference: string;
}

const names = ['from', 'to', 'state', 'type', 'where', 'reference'] as const;
const longestReference = 200;

export function fieldsOf({ searchParams }: URL): PastFields {
  const of = (name: (typeof names)[number]) =>
    (searchParams.get(name) ?? '').replaceAll(/\p{Cc}/gu, '').slice(0, longestReference);
  return {
    from: of('from'),
    to: of('to'),
    state: of('state'),
    type: of('type'),
    where: of('where'),
    reference: of('reference'),
  };
}

/** The filter that it asks for; what cannot be asked for is left out and said. */
export function filterOf(url: URL): { filter: PastVisitsFilter; problems: FieldProblem[] } {
  const fields = fieldsOf(url);
  const problems = (['from', 'to'] as const)
    .filter((name) => fields[name] !== '' && !isIsoDate(fields[name]))
    .map((field) => ({ field, message: m.past_date_wrong() }));
  const date = (text: string) => (isIsoDate(text) ? text : undefined);
  const id = (text: string) => (text === '' ? undefined : text.slice(0, 36));
  const filter = {
    from: date(fields.from),
    to: date(fields.to),
    state: pastStates.find((one) => one === fields.state),
    typeId: id(fields.type),
    addressId: id(fields.where),
    reference: fields.reference.trim() || undefined,
    page: pageOf(url),
  };
  return { filter, problems };
}

function pageOf({ searchParams }: URL): number {
  const text = searchParams.get('page') ?? '';
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1;
}

/** The same address with other parameters, for links; '' takes one out. */
export function queryWith(url: URL, changes: Record<string, string>): string {
  const known = new URLSearchParams();
  for (const name of [...names, 'page'] as const) {
    const value = changes[name] ?? url.searchParams.get(name) ?? '';
    if (value !== '') known.set(name, value);
  }
  const text = known.toString();
  return text === '' ? '' : `?${text}`;
}

/** What past visits are looked for by, in words. */
export function stateChoices(): { value: PastState | ''; label: string }[] {
  const words: Record<PastState, string> = {
    'under-way': m.past_under_way(),
    checking: m.status_checking(),
    done: m.status_done(),
    'not-done': m.status_not_done(),
    canceled: m.status_canceled(),
  };
  return [{ value: '', label: m.past_any() }, ...pastStates.map((value) => ({ value, label: words[value] }))];
}
