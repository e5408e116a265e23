import { listTechniciansOfBusinessUnit, findBusinessUnit, type Queries, type Technician } from '@itinera/db';
import {
  findOpenClocking,
  listClockings,
  listVisitsOfTechnician,
  type ClockingAt,
} from '@itinera/db/attendance';
import type { Context } from '../context.ts';
import { seenToken } from '../interventions/seen-stop.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { requireIds } from '../shared/ids.ts';
import { localized } from '../shared/languages.ts';
import { localDate, shiftDate, startOfDate } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { technicianOfUnit } from '../teams/technician-of-unit.ts';
import { findOwn } from '../technicians/own-technician.ts';
import { datesOfMonth, secondsByDate } from './clocked-time.ts';
import { siteOf, stateOf, viewsOf } from './clocking-view.ts';
import { readMonth } from './schema.ts';
import type { AttendanceMonth, ClockedDay, ClockedMonth, ClockingSite, OwnAttendance } from './types.ts';

/**
 * A technician's own page: what is open, where they can clock in today, and a month of their hours on their own clock.
 * @throws ItineraError `invalid` (`month`).
 */
export async function ownAttendance(
  ctx: Context,
  scope: BusinessUnitScope,
  input: { month?: string | undefined },
): Promise<OwnAttendance | null> {
  const asked = readMonth(input);
  const q = ctx.db.read;
  const own = await findOwn(q, scope);
  if (!own) return null;
  const now = ctx.clock.now();
  const month = asked.month ?? localDate(now, own.zone).slice(0, 7);
  const found = await findOpenClocking(q, scope.companyId, own.id);
  const open = found && stateOf(found, now) === 'open' ? found : undefined;
  const isHere = open?.businessUnitId === scope.businessUnitId;
  const around = open && isHere ? { start: open.startedAt, end: open.startedAt + 1 } : null;
  const at = around ? await listClockings(q, scope.businessUnitId, around, own.id) : [];
  const views = await viewsOf(q, own, at, now);
  const unit = await findBusinessUnit(q, scope.companyId, scope.businessUnitId);
  return {
    now,
    open: views.find(({ id }) => id === open?.id) ?? null,
    openElsewhere: open !== undefined && !isHere,
    sites: await sitesOf(ctx, q, scope, own, now),
    mayCorrect: unit?.techniciansCorrectClockings ?? false,
    month: await monthOf(q, scope, own, month, now),
  };
}

/**
 * Everybody's hours of a month, each on their own clock, and one technician's clockings with their corrections.
 * @throws ItineraError `invalid` (`month`), `not-found` (`technicianId`).
 */
export async function attendanceMonth(
  ctx: Context,
  scope: BusinessUnitScope,
  input: { month?: string | undefined; technicianId?: string | undefined },
): Promise<AttendanceMonth> {
  const { month: asked, technicianId } = readMonth(input);
  requireIds({ technicianId });
  const q = ctx.db.read;
  const now = ctx.clock.now();
  const unit = await findBusinessUnit(q, scope.companyId, scope.businessUnitId);
  const month = asked ?? localDate(now, unit?.zone ?? 'UTC').slice(0, 7);
  const technicians = await listTechniciansOfBusinessUnit(q, scope.businessUnitId);
  const rows = Map.groupBy(await clockingsOf(q, scope, month), ({ clocking }) => clocking.technicianId);
  const one = technicianId === undefined ? null : await technicianOfUnit(q, scope, technicianId);
  return {
    month,
    technicians: technicians.map((technician) => {
      const { id, name, zone } = technician;
      const own = inMonth(rows.get(id) ?? [], month, zone);
      return {
        id,
        name,
        seconds: totalOf(own, month, zone),
        forgotten: forgottenOf(own, now),
        toCheck: toCheckOf(own),
      };
    }),
    shown: one && (await monthOf(q, scope, one, month, now)),
  };
}

/** The unit's clockings of a month on any clock: those of a technician are chosen by `inMonth`. */
export async function clockingsOf(
  q: Queries,
  { businessUnitId }: BusinessUnitScope,
  month: string,
  technicianId?: string,
): Promise<ClockingAt[]> {
  const { first, next } = datesOfMonth(month);
  const time = {
    start: startOfDate(shiftDate(first, -1), 'UTC'),
    end: startOfDate(shiftDate(next, 1), 'UTC'),
  };
  return listClockings(q, businessUnitId, time, technicianId);
}

/** Those that have a part in the month on this clock. */
export function inMonth(rows: readonly ClockingAt[], month: string, zone: string): ClockingAt[] {
  const { first, next } = datesOfMonth(month);
  const [from, until] = [startOfDate(first, zone), startOfDate(next, zone)];
  return rows.filter(
    ({ clocking: { startedAt, endedAt } }) => startedAt < until && (endedAt ?? startedAt + 1) > from,
  );
}

async function monthOf(
  q: Queries,
  scope: BusinessUnitScope,
  technician: Technician,
  month: string,
  now: EpochSeconds,
): Promise<ClockedMonth> {
  const { id, name, zone } = technician;
  const rows = inMonth(await clockingsOf(q, scope, month, id), month, zone);
  const sums = sumsOf(rows, month, zone);
  const began = Map.groupBy(await viewsOf(q, technician, rows, now), ({ start }) => localDate(start, zone));
  const dates = [...new Set([...sums.keys(), ...began.keys()])].sort();
  const days: ClockedDay[] = dates.map((date) => ({
    date,
    seconds: sums.get(date) ?? 0,
    clockings: began.get(date) ?? [],
  }));
  const seconds = totalOf(rows, month, zone);
  return {
    technicianId: id,
    name,
    zone,
    month,
    days,
    seconds,
    forgotten: forgottenOf(rows, now),
    toCheck: toCheckOf(rows),
  };
}

/** Seconds on each date of the month; what has no end, or was taken back, counts for nothing. */
function sumsOf(rows: readonly ClockingAt[], month: string, zone: string): Map<string, number> {
  const closed = rows.flatMap(({ clocking: { startedAt, endedAt, voided } }) =>
    endedAt === null || voided ? [] : [{ start: startedAt, end: endedAt }],
  );
  return new Map([...secondsByDate(closed, zone)].filter(([date]) => date.startsWith(`${month}-`)));
}

function totalOf(rows: readonly ClockingAt[], month: string, zone: string): number {
  return [...sumsOf(rows, month, zone).values()].reduce((sum, seconds) => sum + seconds, 0);
}

function forgottenOf(rows: readonly ClockingAt[], now: EpochSeconds): number {
  return rows.filter(({ clocking }) => stateOf(clocking, now) === 'forgotten').length;
}

function toCheckOf(rows: readonly ClockingAt[]): number {
  return rows.filter(({ clocking: { siteGone, voided } }) => siteGone && !voided).length;
}

async function sitesOf(
  ctx: Context,
  q: Queries,
  { businessUnitId, language }: BusinessUnitScope,
  { id, zone }: Technician,
  now: EpochSeconds,
): Promise<ClockingSite[]> {
  const date = localDate(now, zone);
  const visits = await listVisitsOfTechnician(q, businessUnitId, id, { fromDate: date, toDate: date });
  return visits.flatMap(({ interventionId, stopId, typeName, startsAt, ...of }) => {
    const site = siteOf(interventionId, of);
    const seen = seenToken(ctx, interventionId, { id: stopId, technicianId: id });
    return site ? [{ ...site, typeName: localized(typeName, language), plannedAt: startsAt, seen }] : [];
  });
}
