import { PlannerError } from '../errors.ts';
import type { Technician, WorkDay } from '../problem/types.ts';
import { validateTechnicians } from '../problem/validate-query.ts';
import { validateDay } from '../problem/validate-day.ts';
import { takeKnownLegs } from '../route/own-legs.ts';
import { PlaceIndex } from '../route/place-index.ts';
import { makeGaps, routeOf, stopPlace } from '../route/routes.ts';
import type { Gaps, KnownDay } from '../route/routes.ts';
import { timeBackward, timeForward } from '../route/time-route.ts';
import type { Place } from '../units.ts';
import type { PreparedDays } from './prepared-days.ts';
import { ColumnPool } from './column-pool.ts';
import { homeOf } from './home.ts';
import { VisitDays } from './visit-days.ts';

/** Gaps to spare for days that grow, as a share of those there are. */
const spare = 1 / 4;
const leastSpare = 64;

/**
 * Prepared days: the times of all gaps in common columns, day after day as they were given, so that a search walks
 * through them in order. A day that outgrows its place moves to the end; when there is no room left, all move together.
 *
 * A search reads the store only before it first waits for travel times; so an update never reaches into one.
 */
export class DayStore implements PreparedDays {
  readonly technicians: Technician[];
  /** Every place of every day, numbered once. Numbers never change: what outgrows it is numbered anew in another. */
  places = new PlaceIndex();
  readonly columns = new ColumnPool();
  /** By technician, as `technicians`. */
  private readonly days: KnownDay[][];
  private readonly homes: (Place | undefined)[];
  private readonly owners: Map<string, number>;
  private readonly dayCount: number;
  private gaps: Gaps;
  /** Where the next day goes, and how many gaps the days have. */
  private end = 0;
  private live = 0;
  /** Filled when first asked for. */
  private visitDays: VisitDays | undefined;

  constructor(technicians: readonly Technician[]) {
    validateTechnicians(technicians);
    this.technicians = [...technicians];
    this.owners = new Map(technicians.map(({ id }, owner) => [id, owner]));
    this.homes = technicians.map(homeOf);
    const days = technicians.flatMap((technician) => technician.days);
    this.dayCount = days.length;
    this.live = days.reduce((gaps, day) => gaps + gapsOf(day), 0);
    this.gaps = makeGaps(this.withSpare());
    this.days = technicians.map((technician) => technician.days.map((day) => this.append(day)));
  }

  update(technicianId: string, date: string, day: WorkDay): void {
    const owner = this.owners.get(technicianId);
    if (owner === undefined) {
      throw new PlannerError('unknown-id', 'technicianId', `names no technician: ${technicianId}`);
    }
    const technician = this.technicians[owner]!;
    const index = technician.days.findIndex((known) => known.date === date);
    if (index < 0) {
      throw new PlannerError('unknown-id', 'date', `is no work day of ${technicianId}: ${date}`);
    }
    validateDay(day);
    if (day.date !== date) throw new PlannerError('invalid', 'day.date', `must be ${date}, not ${day.date}`);
    const updated = { ...technician, days: technician.days.with(index, day) };
    refuseOverlap(updated.days, index);

    const before = this.days[owner]![index]!;
    const after = this.replace(before, day);
    this.days[owner]![index] = after;
    this.technicians[owner] = updated;
    this.homes[owner] = homeOf(updated);
    this.visitDays?.remove(before);
    this.visitDays?.add(after);
    if (this.places.places.length > 2 * (this.live + this.dayCount) + leastSpare) this.renumber();
  }

  /** The prepared days of a technician, by index in the query. */
  daysOf(owner: number): readonly KnownDay[] {
    return this.days[owner]!;
  }

  /** The place where all of a technician's days start; undefined when there are several, or no day. */
  homeOf(owner: number): Place | undefined {
    return this.homes[owner];
  }

  /** The days in which any of these visits is. */
  daysWith(visits: readonly string[]): ReadonlySet<KnownDay> {
    return new Set(visits.flatMap((id) => this.visits().daysOf(id)));
  }

  /** The first of these ids that is of no visit. */
  unknownVisit(ids: readonly string[]): string | undefined {
    return ids.find((id) => this.visits().daysOf(id).length === 0);
  }

  /** Copies what is known of a day to a search's columns, from `firstGap` on. */
  copyTo(into: Gaps, firstGap: number, known: KnownDay): void {
    copyGaps(this.gaps, known.firstGap, into, firstGap, known.visits.length + 1);
  }

  private visits(): VisitDays {
    return (this.visitDays ??= new VisitDays(this.days));
  }

  private replace(before: KnownDay, day: WorkDay): KnownDay {
    const count = gapsOf(day);
    this.live += count - gapsOf(before.day);
    if (count <= before.room) return this.put(day, before.firstGap, before.room);
    if (this.end + count > this.gaps.own.length) this.moveTogether(before);
    return this.append(day);
  }

  private append(day: WorkDay): KnownDay {
    const firstGap = this.end;
    this.end += gapsOf(day);
    return this.put(day, firstGap, gapsOf(day));
  }

  private put(day: WorkDay, firstGap: number, room: number): KnownDay {
    const { gaps, places } = this;
    const timed = day.legs !== undefined;
    const known: KnownDay = { ...routeOf(day, firstGap), room, timed, endPlace: places.add(day.end) };
    this.numberStops(known);
    if (!timed) return known;
    takeKnownLegs(known, gaps.own);
    timeForward(known, gaps);
    timeBackward(known, gaps);
    return known;
  }

  private numberStops(known: KnownDay): void {
    for (let k = 0; k <= known.visits.length; k++) {
      this.gaps.stop[known.firstGap + k] = this.places.add(stopPlace(known, k));
    }
  }

  /** Moves all days but one into new columns, without the room that earlier moves left between them. */
  private moveTogether(but: KnownDay): void {
    const gaps = makeGaps(this.withSpare());
    this.end = 0;
    for (const known of this.days.flat()) {
      if (known === but) continue;
      const count = gapsOf(known.day);
      copyGaps(this.gaps, known.firstGap, gaps, this.end, count);
      known.firstGap = this.end;
      known.room = count;
      this.end += count;
    }
    this.gaps = gaps;
  }

  /** Forgets the places that no day has any more. */
  private renumber(): void {
    this.places = new PlaceIndex();
    for (const known of this.days.flat()) {
      known.endPlace = this.places.add(known.day.end);
      this.numberStops(known);
    }
  }

  private withSpare(): number {
    return Math.ceil(this.live * (1 + spare)) + leastSpare;
  }
}

function gapsOf(day: WorkDay): number {
  return day.visits.length + 1;
}

/** Everything that a search reads of a day that is timed. */
function copyGaps(from: Gaps, first: number, into: Gaps, intoFirst: number, count: number): void {
  for (let k = 0; k < count; k++) {
    into.own[intoFirst + k] = from.own[first + k]!;
    into.starts[intoFirst + k] = from.starts[first + k]!;
    into.leaving[intoFirst + k] = from.leaving[first + k]!;
    into.promised[intoFirst + k] = from.promised[first + k]!;
    into.kept[intoFirst + k] = from.kept[first + k]!;
    into.stop[intoFirst + k] = from.stop[first + k]!;
  }
}

/** Refuses a day whose working time reaches into that of the days beside it. */
function refuseOverlap(days: readonly WorkDay[], index: number): void {
  const { working } = days[index]!;
  const opening = working[0];
  if (opening === undefined) return;
  const worked = (day: WorkDay): boolean => day.working.length > 0;
  const previous = days.slice(0, index).findLast(worked);
  if (previous !== undefined && opening.start < previous.working.at(-1)!.end) {
    throw new PlannerError('overlapping', 'day.working[0]', `starts before that of ${previous.date} ends`);
  }
  const next = days.slice(index + 1).find(worked);
  const last = working.length - 1;
  if (next !== undefined && working[last]!.end > next.working[0]!.start) {
    throw new PlannerError('overlapping', `day.working[${last}]`, `ends after that of ${next.date} starts`);
  }
}
