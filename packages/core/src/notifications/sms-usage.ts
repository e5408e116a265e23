import { findBusinessUnit, listSmsDays } from '@itinera/db';
import { smsCountriesOf } from '../business-units/country.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import { localDate, shiftDate } from '../shared/local-time.ts';
import type { IsoDate } from '../shared/units.ts';
import { everyCountry } from './sms-budget.ts';

/** What a unit's text messages come to. */
export interface SmsUsage {
  /** Whether the unit and this installation send any. */
  on: boolean;
  date: IsoDate;
  /** A day, of the unit and to one country. */
  budget: number;
  countryBudget: number;
  /** ISO 3166-1 alpha-2. */
  countries: string[];
  today: SmsCount;
  /** Of today, the countries that were sent to, or refused. */
  todayByCountry: (SmsCount & { country: string })[];
  /** The 30 days before today together. */
  before: SmsCount;
}

/** `used`: signed in with; few of many sent tell of somebody who sends for the sender's money. `refused`: beyond a budget. */
export interface SmsCount {
  messages: number;
  used: number;
  refused: number;
}

const daysBefore = 30;

/**
 * Counts of text messages, for staff.
 * @throws ItineraError `not-allowed` (reason `role`).
 */
export async function smsUsage(ctx: Context, scope: BusinessUnitScope): Promise<SmsUsage> {
  const unit = await findBusinessUnit(ctx.db.read, scope.companyId, scope.businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  const date = localDate(ctx.clock.now(), unit.zone);
  const rows = await listSmsDays(ctx.db.read, unit.id, shiftDate(date, -daysBefore));
  const today = rows.filter((row) => row.date === date);
  return {
    on: unit.channels.includes('sms') && ctx.smsSender !== null,
    date,
    budget: unit.smsPerDay,
    countryBudget: unit.smsPerCountryAndDay,
    countries: smsCountriesOf(unit),
    today: sum(today.filter(({ country }) => country === everyCountry)),
    todayByCountry: today
      .filter((row) => row.country !== everyCountry && row.messages + row.refused > 0)
      .map(({ country, ...row }) => ({ country, ...sum([row]) })),
    before: sum(rows.filter((row) => row.country === everyCountry && row.date < date)),
  };
}

function sum(rows: readonly SmsCount[]): SmsCount {
  return rows.reduce<SmsCount>(
    (all, { messages, used, refused }) => ({
      messages: all.messages + messages,
      used: all.used + used,
      refused: all.refused + refused,
    }),
    { messages: 0, used: 0, refused: 0 },
  );
}
