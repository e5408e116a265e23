import { findSlots, prepareDays } from '@itinera/planner';
import type { Offer, SlotQuery, SlotSearch, TravelTimes } from '@itinera/planner';
import { expect, test } from 'vitest';
import { benchQuery, benchTravel } from '../bench/planner-problem.ts';

/*
 * A company with more gaps, places and travel times than the columns of a search have room for at first, and than small
 * problems ever have. Nobody's offers depend on anybody else's: each technician asked alone must offer the same.
 */
const company: SlotQuery = { ...benchQuery({ technicians: 40, days: 14, visits: 4 }, 7), result: 'all' };

/** All that is only estimated, legs too: as far as ever, but said to be a guess. */
const guesses: TravelTimes = {
  async table(from, to) {
    const { seconds } = await benchTravel.table(from, to);
    return { seconds, estimated: new Uint8Array(seconds.length).fill(1) };
  },
};

function ranked(offers: Offer[]): Offer[] {
  const order = (a: Offer, b: Offer): number =>
    a.cost - b.cost ||
    a.window.start - b.window.start ||
    (a.technicianId < b.technicianId ? -1 : a.technicianId > b.technicianId ? 1 : 0);
  return offers.toSorted(order);
}

async function askedAlone(
  query: SlotQuery,
  travel: TravelTimes,
): Promise<Pick<SlotSearch, 'offers' | 'rejected'>> {
  const offers: Offer[] = [];
  const rejected: SlotSearch['rejected'] = {};
  for (const technician of query.technicians) {
    const alone = await findSlots({ ...query, technicians: [technician] }, travel);
    offers.push(...alone.offers);
    for (const [code, count] of Object.entries(alone.rejected)) {
      rejected[code as keyof typeof rejected] = (rejected[code as keyof typeof rejected] ?? 0) + count;
    }
  }
  return { offers: ranked(offers), rejected };
}

test('forty technicians offer what each of them offers alone', async () => {
  const { offers, rejected, travel } = await findSlots(company, benchTravel);
  expect(travel.cells, 'more than the columns begin with').toBeGreaterThan(2 * 512);
  expect({ offers, rejected }).toEqual(await askedAlone(company, benchTravel));
  expect(offers.length).toBeGreaterThan(1000);
});

test('the same prepared, one search in the middle of another, and after a search that had only estimates', async () => {
  const legless = company.technicians.map((technician) => ({
    ...technician,
    days: technician.days.map(({ legs: _, ...day }) => day),
  }));
  const estimated = await findSlots({ ...company, technicians: legless }, guesses);
  expect(estimated.offers.every(({ travel }) => travel.source === 'estimate')).toBe(true);

  let between: Promise<SlotSearch> | undefined;
  const interrupted = findSlots(company, {
    async table(from, to) {
      between ??= findSlots({ ...company, technicians: legless }, guesses);
      await between;
      return benchTravel.table(from, to);
    },
  });
  const plain = await interrupted;
  expect(plain).toEqual(await findSlots(company, benchTravel));
  expect(plain.offers.every(({ travel }) => travel.source === 'road')).toBe(true);
  expect(plain).toEqual(
    await findSlots({ ...company, technicians: prepareDays(company.technicians) }, benchTravel),
  );
  expect(await between).toEqual(estimated);
});
