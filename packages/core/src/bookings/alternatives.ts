import { searchSlots, relevantEnough } from '../availability/search.ts';
import { slotWindow, withReasons } from '../availability/slot-choice.ts';
import type { TakenOut } from '../availability/load-problem.ts';
import type { Wish } from '../availability/wish.ts';
import type { Context } from '../context.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { Alternatives } from './types.ts';

/** How many windows are named when the one wanted is gone. */
const alternativeCount = 6;

/** The windows that can be kept nearest to the one wanted, nearest first; the earlier one where two are as near. */
export async function findAlternatives(
  ctx: Context,
  wish: Wish,
  wanted: EpochSeconds,
  out: TakenOut,
): Promise<Alternatives> {
  const found = await searchSlots(ctx.db.read, ctx.travel, wish, ctx.clock.now(), { result: 'windows', out });
  const offers = found.offers.filter((offer) => relevantEnough(wish, offer));
  const distance = (start: EpochSeconds): number => Math.abs(start - wanted);
  return {
    kind: 'alternatives',
    zone: wish.zone,
    windows: withReasons(offers, found.problem)
      .map(slotWindow)
      .sort((a, b) => distance(a.start) - distance(b.start) || a.start - b.start)
      .slice(0, alternativeCount),
  };
}
