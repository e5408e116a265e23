import type { Assignment, DayLeg } from '@itinera/db';
import { timeDay } from '@itinera/planner';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { hasBegun, isUnderWay } from './day-under-way.ts';
import { isExternal } from './external-time.ts';
import { dayWithLegs, isPlaced, type LoadedDay, type PlacedRow } from './work-day.ts';

/** When somebody is expected at a stop: no more precisely than it is known. */
export interface ArrivalWindow {
  /** Whole five minutes, as `to`. */
  from: EpochSeconds;
  to: EpochSeconds;
  /** What the day says by itself. */
  likely: EpochSeconds;
  /** Whether a road on the way there is only estimated. */
  estimated: boolean;
}

/** What work that is not over may take more or less than it is planned for. */
const workSpread = 0.25;
/** What the road may take more or less, known or estimated. */
const roadSpread = { known: 0.2, estimated: 0.4 };
const step: Seconds = 300;
/** Nobody knows it better. */
const narrowest: Seconds = 2 * step;

/**
 * When somebody is there, of a stop of a day under way at which nobody is yet: the same day timed three times, as it stands, with
 * all that is still ahead quicker, and with it slower. So what is sure (a promise that is not begun before its time, a pause on
 * the way) stays sure, and every visit and road before it makes the window wider. Who takes longer than planned already, at work or
 * on the road, may take as long again.
 * null: the day is not under way, somebody is or was there, or it stands nowhere.
 */
export async function arrivalWindow(
  loaded: LoadedDay,
  legs: readonly DayLeg[],
  stopId: string,
): Promise<ArrivalWindow | null> {
  const { technician, date, rows, now } = loaded;
  const placed = rows.filter(isPlaced);
  const index = placed.findIndex(({ id }) => id === stopId);
  const stop = placed[index];
  if (!stop || hasBegun(stop, now) || !isUnderWay(rows, technician, date, now)) return null;
  const likely = await startIn(loaded, placed, legs, index);
  const quick = await startIn(loaded, ...paced(placed, legs, now, -1), index);
  const slow = await startIn(loaded, ...paced(placed, legs, now, 1), index);
  const from = Math.floor(Math.max(now, Math.min(quick, likely)) / step) * step;
  const to = Math.max(from + narrowest, Math.ceil(Math.max(slow, likely) / step) * step);
  const ahead = legs.slice(firstAhead(placed, now), index + 1);
  return { from, to, likely, estimated: ahead.some(({ estimated }) => estimated) };
}

async function startIn(
  loaded: LoadedDay,
  placed: readonly PlacedRow[],
  legs: readonly DayLeg[],
  index: number,
): Promise<EpochSeconds> {
  const rows = [...placed, ...loaded.rows.filter((row) => !isPlaced(row))];
  const { stops } = await timeDay(dayWithLegs({ ...loaded, rows }, legs));
  return stops[index]!.start;
}

/** The stops and the roads between, with what is still ahead quicker (-1) or slower (1). */
function paced(
  placed: readonly PlacedRow[],
  legs: readonly DayLeg[],
  now: EpochSeconds,
  way: -1 | 1,
): [PlacedRow[], DayLeg[]] {
  const pacedLegs = legs.map((leg) => {
    const spread = leg.estimated ? roadSpread.estimated : roadSpread.known;
    return { ...leg, seconds: Math.round(leg.seconds * (1 + way * spread)) };
  });
  const rows = placed.map((row, i) => pacedRow(row, legs[i]!, now, way));
  return [rows, pacedLegs];
}

function pacedRow(row: PlacedRow, leg: DayLeg, now: EpochSeconds, way: -1 | 1): PlacedRow {
  if (isExternal(row) || row.progress === 'closed') return row;
  const share = 1 + way * workSpread;
  if (hasBegun(row, now)) {
    const left = Math.round(Math.max(0, row.endsAt - now) * share);
    return { ...row, endsAt: now + left + (way === 1 ? Math.max(0, now - row.endsAt) : 0) };
  }
  const endsAt = row.startsAt + Math.max(1, Math.round((row.endsAt - row.startsAt) * share));
  if (row.progress !== 'on-the-way' || way === -1) return { ...row, endsAt };
  const overdue = Math.max(0, now - (row.progressAt! + Math.max(0, leg.seconds)));
  return { ...row, endsAt, progressAt: row.progressAt! + 2 * overdue };
}

/** The first leg that somebody may still be driving. */
function firstAhead(placed: readonly Assignment[], now: EpochSeconds): number {
  return placed.filter((row) => hasBegun(row, now)).length;
}
