import { isDeepStrictEqual } from 'node:util';
import type { Offer, SlotQuery, SlotSearch, WindowOffer } from '@itinera/planner';

/** What `findSlots` must answer to a query whose offers are these: section 4's lists in section 5's order. */
export function answerOf(
  offers: Offer[],
  result: SlotQuery['result'],
): Pick<SlotSearch, 'offers' | 'windows'> {
  const ranked = [...offers].sort(rank);
  const best = ranked.filter(
    (offer, at) => ranked.findIndex((other) => other.window.start === offer.window.start) === at,
  );
  const windows = [...best]
    .sort((a, b) => a.window.start - b.window.start)
    .map((offer): WindowOffer => {
      const technicians = offers.filter((other) => other.window.start === offer.window.start).length;
      return { ...offer.window, best: offer, technicians };
    });
  if (result === 'all') return { offers: ranked, windows };
  return { offers: typeof result === 'object' ? ranked.slice(0, result.top) : best, windows };
}

/** Cost, then window start, then technician id by code units. */
function rank(a: Offer, b: Offer): number {
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.window.start !== b.window.start) return a.window.start - b.window.start;
  return a.technicianId < b.technicianId ? -1 : 1;
}

/** What is missing in, added to, or out of order in `found`; each thing on a line that shows all of it. */
export function listDifferences(what: string, expected: object[], found: object[]): string[] {
  // Writing them all out takes longer than finding them.
  if (isDeepStrictEqual(expected, found)) return [];
  const wanted = expected.map(canonical);
  const given = found.map(canonical);
  const missing = wanted.filter((line) => !given.includes(line)).map((line) => `missing ${what} ${line}`);
  const surplus = given.filter((line) => !wanted.includes(line)).map((line) => `surplus ${what} ${line}`);
  const differing = [...missing, ...surplus];
  if (differing.length > 0 || wanted.join() === given.join()) return differing;
  return [`${what}s in another order or number: ${given.join()}`];
}

/** JSON with sorted keys: equal values, equal text. */
function canonical(value: object): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
