import { lastValue } from '@itinera/db';
import type { Context } from '../context.ts';
import { searchDesk, type SearchDesk, type SearchLimits } from '../search-desk.ts';
import type { AccessScope } from '../scopes.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { homePage } from './home.ts';
import { visitPage } from './page.ts';

/** Arrival windows move with the clock alone. */
const clockMatters: Seconds = 15;
const remembered = 2000;
/** A dozen pages of one person, each asking every second; what a loop asks is cut off. */
const limits: SearchLimits = {
  budget: { attempts: 240, window: 20, longestWait: 20 },
  waiting: 24,
  reason: 'looks',
};

interface Known {
  sequence: number;
  until: EpochSeconds;
  mark: string;
}
interface Watch {
  desk: SearchDesk;
  /** What was worked out last, for each page that is open. */
  marks: Map<string, Known>;
}
/** Kept in memory: it only spares work. */
const watches = new WeakMap<Context, Watch>();

/**
 * What the page of a visit (null: the home page) would be marked with now: an open page asks every second, and is loaded anew when it
 * is another one. As long as nothing happened in the whole unit it is not worked out again; that never leaves the server.
 * @throws ItineraError `not-found` as the visit's page, `too-many` (`looks`, details.retryAt): nobody needs it so often.
 */
export async function currentMark(
  ctx: Context,
  scope: AccessScope,
  interventionId: string | null,
): Promise<{ mark: string }> {
  const watch = watches.get(ctx) ?? { desk: searchDesk(ctx.clock, limits), marks: new Map<string, Known>() };
  watches.set(ctx, watch);
  return watch.desk.take(scope.accessId, () => look(ctx, scope, interventionId, watch.marks));
}

async function look(
  ctx: Context,
  scope: AccessScope,
  interventionId: string | null,
  marks: Map<string, Known>,
): Promise<{ mark: string }> {
  const { accessId, customerIds, language, businessUnitId } = scope;
  const key = JSON.stringify([businessUnitId, accessId, customerIds, language, interventionId]);
  const sequence = await lastValue(ctx.db.read, businessUnitId, 'event');
  const now = ctx.clock.now();
  const before = marks.get(key);
  if (before && before.sequence === sequence && now < before.until) return { mark: before.mark };
  const { mark } =
    interventionId === null ? await homePage(ctx, scope) : await visitPage(ctx, scope, interventionId);
  if (marks.size >= remembered) marks.clear();
  marks.set(key, { sequence, until: now + clockMatters, mark });
  return { mark };
}
