import type { Offer } from '@itinera/planner';
import { localDate } from '../shared/local-time.ts';
import type { IsoDate, Seconds } from '../shared/units.ts';
import type { LoadedTechnician } from './load-problem.ts';
import { slotReason } from './slot-reason.ts';
import type { SlotChoice, SlotReason, SlotWindow } from './types.ts';

/** How many windows are shown first. */
const bestCount = 3;

/** An offer with its reason; `window` is the promise. */
export interface ReasonedOffer {
  offer: Offer;
  reason: SlotReason;
}

/** Gives every offer its reason; the offers are the ranked ones of a whole search over `problem`. */
export function withReasons(offers: readonly Offer[], problem: readonly LoadedTechnician[]): ReasonedOffer[] {
  const soonest = Math.min(...offers.map(({ window }) => window.start));
  const visits = new Map(
    problem.flatMap(({ calendar, days }) =>
      days.map(({ date, day }) => [`${calendar.technician.id} ${date}`, day.visits.length]),
    ),
  );
  return offers.map((offer) => ({
    offer,
    reason: slotReason(
      offer,
      visits.get(`${offer.technicianId} ${offer.date}`) ?? 0,
      offer.window.start === soonest,
    ),
  }));
}

/** The first offer of each window (they come ranked): what the window is shown as, in ranked order. */
export function bestOfEachWindow(offers: readonly ReasonedOffer[]): ReasonedOffer[] {
  const seen = new Set<number>();
  return offers.filter(({ offer }) => !seen.has(offer.window.start) && seen.add(offer.window.start));
}

/** The three best, best first, no two of which overlap: three real choices. */
export function threeBest(offers: readonly ReasonedOffer[]): ReasonedOffer[] {
  const best: ReasonedOffer[] = [];
  for (const candidate of offers) {
    if (best.length === bestCount) break;
    const { start, end } = candidate.offer.window;
    const apart = best.every(({ offer }) => end <= offer.window.start || offer.window.end <= start);
    const same = best.some(({ offer }) => offer.window.start === start);
    if (apart && !same) best.push(candidate);
  }
  return best;
}

export function slotWindow({ offer, reason }: ReasonedOffer): SlotWindow {
  return {
    start: offer.window.start,
    end: offer.window.end,
    reason,
    grade: offer.grade,
    estimated: offer.travel.source === 'estimate',
  };
}

/** The dates `from`..`to` of a choice, and the nearest dates outside that have a window. */
export function slotChoice(
  windows: readonly ReasonedOffer[],
  { zone, duration, from, to }: { zone: string; duration: Seconds; from: IsoDate; to: IsoDate },
): SlotChoice {
  const byDate = Map.groupBy(windows, ({ offer }) => localDate(offer.window.start, zone));
  const dates = [...byDate.keys()].sort();
  return {
    zone,
    duration,
    best: threeBest(windows).map(slotWindow),
    days: dates
      .filter((date) => date >= from && date <= to)
      .map((date) => ({
        date,
        windows: (byDate.get(date) ?? []).map(slotWindow).sort((a, b) => a.start - b.start),
      })),
    from,
    to,
    previous: dates.findLast((date) => date < from) ?? null,
    next: dates.find((date) => date > to) ?? null,
  };
}
