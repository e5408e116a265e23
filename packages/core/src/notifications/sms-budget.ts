import { countSms, type BusinessUnit, type Queries } from '@itinera/db';
import { countryOfPhone } from '../identifier.ts';
import { ItineraError } from '../shared/errors.ts';
import { localDate, shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** The whole unit among the countries of a day's counts. */
export const everyCountry = '*';

/** The country under which a number is counted. */
export function countedCountry(number: string): string {
  return countryOfPhone(number) ?? 'ZZ';
}

/**
 * Keeps other text messages of the unit waiting until this write ends, and refuses one more beyond the day's budget of
 * the unit or of the number's country. The same for numbers that nobody has: what was paid for decides.
 * @throws ItineraError `too-many`, reason `sms-budget`, details.retryAt: the next day of the unit's clock.
 */
export async function requireSmsBudget(
  tx: Queries,
  unit: BusinessUnit,
  number: string,
  now: EpochSeconds,
): Promise<void> {
  const date = localDate(now, unit.zone);
  if (await fits(tx, unit, date, number)) return;
  throw new ItineraError(
    'too-many',
    'The text messages of this day are used up: an e-mail address still works',
    {
      reason: 'sms-budget',
      details: { retryAt: startOfDate(shiftDate(date, 1), unit.zone) },
    },
  );
}

/** Counts a text message that is queued (`messages`), signed in with (`used`), or was refused, on the day of `at`. */
export async function noteSms(
  tx: Queries,
  unit: Pick<BusinessUnit, 'id' | 'zone'>,
  number: string,
  what: 'messages' | 'used' | 'refused',
  { at, times = 1 }: { at: EpochSeconds; times?: 0 | 1 },
): Promise<void> {
  const day = { businessUnitId: unit.id, date: localDate(at, unit.zone) };
  await countSms(tx, { ...day, country: everyCountry }, { [what]: times });
  await countSms(tx, { ...day, country: countedCountry(number) }, { [what]: times });
}

/** Counts a notice by text message and says whether it may leave: beyond the budget it is dropped. */
export async function takeSms(
  tx: Queries,
  unit: BusinessUnit,
  number: string,
  now: EpochSeconds,
  times: 0 | 1,
): Promise<boolean> {
  const taken = await fits(tx, unit, localDate(now, unit.zone), number);
  await noteSms(tx, unit, number, taken ? 'messages' : 'refused', { at: now, times });
  return taken;
}

async function fits(tx: Queries, unit: BusinessUnit, date: string, number: string): Promise<boolean> {
  const day = { businessUnitId: unit.id, date };
  const all = await countSms(tx, { ...day, country: everyCountry }, {});
  const there = await countSms(tx, { ...day, country: countedCountry(number) }, {});
  return all.messages < unit.smsPerDay && there.messages < unit.smsPerCountryAndDay;
}
