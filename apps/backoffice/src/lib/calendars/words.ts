import { m } from '#words';
import type { CalendarKind, CalendarProblem, CalendarProblemCode, CalendarRow } from '@itinera/core';
import type { ApiFailure } from '../api/failure.ts';

const problems: Record<CalendarProblemCode, () => string> = {
  address: () => m.calendar_problem_address(),
  forbidden: () => m.calendar_problem_forbidden(),
  unresolved: () => m.calendar_problem_unresolved(),
  unreachable: () => m.calendar_problem_unreachable(),
  timeout: () => m.calendar_problem_timeout(),
  redirects: () => m.calendar_problem_redirects(),
  encoding: () => m.calendar_problem_server(),
  refused: () => m.calendar_problem_refused(),
  missing: () => m.calendar_problem_missing(),
  server: () => m.calendar_problem_server(),
  'too-large': () => m.calendar_problem_too_large(),
  'not-a-calendar': () => m.calendar_problem_not_a_calendar(),
  broken: () => m.calendar_problem_broken(),
  'line-too-long': () => m.calendar_problem_broken(),
  nested: () => m.calendar_problem_broken(),
  'too-many': () => m.calendar_problem_too_many(),
  'never-ends': () => m.calendar_problem_never_ends(),
  stalls: () => m.calendar_problem_stalls(),
};

/** Why a calendar was not read, and where in it. */
export function problemText({ code, line }: CalendarProblem): string {
  const text = problems[code]();
  return line === null ? text : `${text} ${m.calendar_problem_line({ line })}`;
}

export function kindName(kind: CalendarKind): string {
  switch (kind) {
    case 'ical':
      return m.calendar_kind_ical();
    case 'caldav':
      return m.calendar_kind_caldav();
    case 'google':
      return m.calendar_kind_google();
    case 'microsoft':
      return m.calendar_kind_microsoft();
  }
}

/** How a calendar is, with the colour of its badge. */
export function stateOf({ state }: CalendarRow): { text: string; badge: 'good' | 'open' | 'bad' } {
  switch (state) {
    case 'fresh':
      return { text: m.calendar_state_fresh(), badge: 'good' };
    case 'failing':
      return { text: m.calendar_state_failing(), badge: 'open' };
    case 'stale':
      return { text: m.calendar_state_stale(), badge: 'bad' };
  }
}

export type CalendarField = 'name' | 'address' | 'userName' | 'password' | 'staleAfter';

/** What is wrong with a field of the form, and the remedy; undefined when it is not this one that was refused. */
export function wrongWith(failure: ApiFailure | null, field: CalendarField): string | undefined {
  if (failure?.code !== 'invalid' || failure.problem.field !== field) return undefined;
  const { reason, line = null } = failure.problem;
  switch (field) {
    case 'name':
      return m.calendar_name_wrong();
    case 'userName':
    case 'password':
      return m.calendar_login_wrong();
    case 'staleAfter':
      return m.calendar_stale_after_wrong();
    case 'address':
      if (reason === 'too-many-calendars') return m.calendar_too_many();
      return reason !== undefined && reason in problems
        ? problemText({ code: reason as CalendarProblemCode, line })
        : m.calendar_problem_address();
  }
}

const fields: readonly string[] = ['name', 'address', 'userName', 'password', 'staleAfter'];

/** Whether a failure is shown at its field. */
export function isOfField(failure: ApiFailure): boolean {
  return failure.code === 'invalid' && fields.includes(failure.problem.field ?? '');
}

/** Why an account was not connected; undefined for any other failure. */
export function grantRefusal(failure: ApiFailure | null): string | undefined {
  if (failure?.code !== 'invalid') return undefined;
  return failure.problem.field === 'state' ? m.calendar_grant_over() : wrongWith(failure, 'address');
}
