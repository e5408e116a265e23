import { deleteFiles } from '@itinera/db/files';
import { listAllCompanies, listBusinessUnits, lockAccess, type BusinessUnit } from '@itinera/db';
import {
  blankClockingsBefore,
  blankCustomerRequests,
  blankEventsAbout,
  blankInterventions,
  blankMessages,
  listAccessesDue,
  listInterventionsDue,
  listMessagesDue,
  listRequestsDue,
} from '@itinera/db/personal-data';
import { DateTime } from 'luxon';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { erasePerson, factsOfEvents } from './erasing.ts';
import { settingsOf } from './retention.ts';

const atOnce = 200;

/**
 * Erases what is over by the settings of every business unit, in small writes of their own: broken off, it goes on where
 * it was, and done twice it finds nothing. What it did stands in the audit as counts.
 */
export async function applyRetention(ctx: Context): Promise<void> {
  let erased = 0;
  for (const company of await listAllCompanies(ctx.db.read))
    for (const unit of await listBusinessUnits(ctx.db.read, company.id)) erased += await applyTo(ctx, unit);
  if (erased > 0) await ctx.db.clearLog();
}

async function applyTo(ctx: Context, unit: BusinessUnit): Promise<number> {
  const { visitMonths, accessMonths, messageMonths } = settingsOf(unit);
  const now = ctx.clock.now();
  const visits = visitMonths === null ? 0 : await visitsBefore(ctx, unit, monthsBefore(now, visitMonths));
  if (visitMonths !== null) await clockingsBefore(ctx, unit, monthsBefore(now, visitMonths));
  const accesses =
    accessMonths === null ? 0 : await accessesBefore(ctx, unit, monthsBefore(now, accessMonths));
  const messages =
    messageMonths === null ? 0 : await messagesBefore(ctx, unit, monthsBefore(now, messageMonths));
  if (visits + accesses + messages > 0)
    await ctx.db.write((tx) =>
      appendEvent(ctx, tx, systemOf(unit), {
        kind: 'retention.applied',
        subjectType: 'business-unit',
        subjectId: unit.id,
        data: { visits, accesses, messages },
      }),
    );
  return visits + accesses + messages;
}

/** What people wrote into closed interventions, and the messages about them. */
async function visitsBefore(ctx: Context, { id }: BusinessUnit, before: EpochSeconds): Promise<number> {
  return inBatches(async () => {
    const ids = await listInterventionsDue(ctx.db.read, id, before, atOnce);
    const now = ctx.clock.now();
    if (ids.length > 0)
      await ctx.db.write(async (tx) => {
        await blankInterventions(tx, id, ids, now);
        await blankEventsAbout(tx, id, { type: 'intervention', ids }, factsOfEvents);
        await blankMessages(tx, id, { accessIds: [], interventionIds: ids, recipients: [] }, now);
      });
    return ids.length;
  });
}

/** Where phones were at clockings so long ago, and why those were corrected; the hours stay. */
async function clockingsBefore(ctx: Context, { id }: BusinessUnit, before: EpochSeconds): Promise<void> {
  await ctx.db.write((tx) => blankClockingsBefore(tx, id, before));
}

/** Messages that were sent, and what customers wrote from the home page; of a visit goes with the visit. */
async function messagesBefore(ctx: Context, unit: BusinessUnit, before: EpochSeconds): Promise<number> {
  return (await mailsBefore(ctx, unit, before)) + (await requestsBefore(ctx, unit, before));
}

async function requestsBefore(ctx: Context, { id }: BusinessUnit, before: EpochSeconds): Promise<number> {
  return inBatches(async () => {
    const ids = await listRequestsDue(ctx.db.read, id, before, atOnce);
    const now = ctx.clock.now();
    if (ids.length > 0)
      await ctx.db.write(async (tx) => {
        await blankCustomerRequests(tx, id, { ids }, now);
        await deleteFiles(tx, id, { requestIds: ids });
      });
    return ids.length;
  });
}

async function mailsBefore(ctx: Context, { id }: BusinessUnit, before: EpochSeconds): Promise<number> {
  return inBatches(async () => {
    const ids = await listMessagesDue(ctx.db.read, id, before, atOnce);
    const now = ctx.clock.now();
    const which = { ids, accessIds: [], interventionIds: [], recipients: [] };
    if (ids.length > 0) await ctx.db.write((tx) => blankMessages(tx, id, which, now));
    return ids.length;
  });
}

/** People who may not sign in for so long: one by one, and not while work they wrote into is open. */
async function accessesBefore(ctx: Context, unit: BusinessUnit, before: EpochSeconds): Promise<number> {
  let done = 0;
  let afterId: string | null = null;
  for (;;) {
    const ids: string[] = await listAccessesDue(ctx.db.read, unit.id, before, { afterId, limit: atOnce });
    for (const accessId of ids) done += (await eraseDue(ctx, unit, accessId)) ? 1 : 0;
    afterId = ids.at(-1) ?? null;
    if (ids.length < atOnce) return done;
  }
}

async function eraseDue(ctx: Context, unit: BusinessUnit, accessId: string): Promise<boolean> {
  try {
    return await ctx.db.write(async (tx) => {
      const access = await lockAccess(tx, unit.id, accessId);
      // Allowed again, or erased, since it was found.
      if (!access || access.enabled || access.erasedAt !== null) return false;
      await erasePerson(tx, systemOf(unit), access, ctx.clock.now());
      await appendEvent(ctx, tx, systemOf(unit), {
        kind: 'access.erased',
        subjectType: 'access',
        subjectId: accessId,
      });
      return true;
    });
  } catch (error) {
    if (error instanceof ItineraError && error.reason === 'open-visits') return false;
    throw error;
  }
}

async function inBatches(batch: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await batch();
    total += done;
    if (done < atOnce) return total;
  }
}

/** By the calendar: of the last days of a month the last there is. */
function monthsBefore(now: EpochSeconds, months: number): EpochSeconds {
  return DateTime.fromSeconds(now, { zone: 'utc' }).minus({ months }).toSeconds();
}

function systemOf({ id, companyId }: BusinessUnit): SystemScope {
  return { kind: 'system', companyId, businessUnitId: id, language: 'en' } as SystemScope;
}
