import type { GrantProvider } from '../calendar-grants.ts';
import type { Context } from '../context.ts';

/** Where a calendar is, and what opens it: sealed wherever it is kept. */
export type CalendarSource =
  | { kind: 'ical'; url: string }
  | { kind: 'caldav'; url: string; userName: string; password: string }
  | { kind: GrantProvider; refreshToken: string };

const purpose = 'external-calendar';

export function sealSource(ctx: Pick<Context, 'keys'>, calendarId: string, source: CalendarSource): string {
  return ctx.keys.seal(purpose, JSON.stringify(source), calendarId);
}

/** Throws when the installation's secret is another one than it was sealed with. */
export function openSource(
  ctx: Pick<Context, 'keys'>,
  { id, sealed }: { id: string; sealed: string },
): CalendarSource {
  return JSON.parse(ctx.keys.open(purpose, sealed, id)) as CalendarSource;
}
