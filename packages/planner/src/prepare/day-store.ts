import type { ConstraintCode } from '../constraints/codes.ts';
import type { KeptTechnicians, TechnicianConstraint } from '../constraints/constraint.ts';
import { constraintsOf } from '../constraints/list.ts';
import { PlannerError } from '../errors.ts';
import type { Technician, WorkDay } from '../problem/types.ts';
import { validateTechnicians } from '../problem/validate-query.ts';
import { validateDay } from '../problem/validate-day.ts';
import { takeKnownLegs } from '../route/own-legs.ts';
import { PlaceIndex } from '../route/place-index.ts';
import { Gaps, Route, stopPlace } from '../route/routes.ts';
import { SameHours } from '../route/same-hours.ts';
import { timeBackward, timeForward } from '../route/time-route.ts';
import type { PreparedDays } from './prepared-days.ts';
import { Homes } from './homes.ts';
import { VisitDays } from './visit-days.ts';

/** Gaps to spare for days that change, as a share of those there are. */
const spare = 1 / 4;
const leastSpare = 64;

/**
 * Prepared days: routes that are timed, their gaps in common columns, day after day as they were given, so that a search
 * walks through them in order. A day that changes is written anew, behind all others; when there is no room left, the days
 * move together into new columns. Nothing that was written is ever changed: a search may read what it has taken for as
 * long as it likes, and no update reaches into it.
 */
export class DayStore implements PreparedDays {
  readonly technicians: Technician[];
  /** Every place of every day, numbered once. */
  places!: PlaceIndex;
  /** By technician: how many days there are, and where they start. */
  readonly dayCounts: Int32Array;
  readonly homes: Homes;
  /** What the constraints keep of the technicians. */
  readonly kept: { code: ConstraintCode; refusals: KeptTechnicians }[];
  private readonly routes: Route[][] = [];
  private readonly owners: Map<string, number>;
  private hours = new SameHours();
  private gaps = new Gaps(0);
  /** Where the next day goes, and how many gaps and days are in use. */
  private end = 0;
  private live = 0;
  private readonly dayCount: number;
  /** Filled when first asked for. */
  private visitDays: VisitDays | undefined;

  constructor(technicians: readonly Technician[]) {
    validateTechnicians(technicians);
    this.technicians = [...technicians];
    this.owners = new Map(technicians.map(({ id }, owner) => [id, owner]));
    this.dayCounts = Int32Array.from(technicians, ({ days }) => days.length);
    this.dayCount = this.dayCounts.reduce((sum, count) => sum + count, 0);
    this.homes = new Homes(technicians);
    this.kept = constraintsOf('technician').map((constraint) => ({
      code: constraint.code,
      refusals: constraint.keep?.(technicians) ?? askingEach(constraint, this.technicians),
    }));
    for (const { days } of technicians) for (const day of days) this.live += gapsOf(day);
    this.layAll();
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

    const before = this.routes[owner]![index]!;
    this.technicians[owner] = updated;
    this.homes.learn(owner, updated);
    this.live += gapsOf(day) - gapsOf(before.day);
    this.visitDays?.remove(before);
    if (this.end + gapsOf(day) > this.gaps.own.length || this.hasTooManyPlaces()) this.layAll();
    else this.routes[owner]![index] = this.lay(owner, index, day);
    this.visitDays?.add(this.routes[owner]![index]!);
  }

  /** The prepared days of a technician, by index in the query. One without `legs` has no `endPlace`, and is not timed. */
  routesOf(owner: number): readonly Route[] {
    return this.routes[owner]!;
  }

  /** The days in which any of these visits is. */
  daysWith(visits: readonly string[]): ReadonlySet<Route> {
    return new Set(visits.flatMap((id) => this.visits().daysOf(id)));
  }

  /** The first of these ids that is of no visit. */
  unknownVisit(ids: readonly string[]): string | undefined {
    return ids.find((id) => this.visits().daysOf(id).length === 0);
  }

  private visits(): VisitDays {
    return (this.visitDays ??= new VisitDays(this.routes));
  }

  private hasTooManyPlaces(): boolean {
    return this.places.places.length > 2 * (this.live + this.dayCount) + leastSpare;
  }

  /** Lays all days out anew, without what earlier ones left behind. */
  private layAll(): void {
    this.gaps = new Gaps(Math.ceil(this.live * (1 + spare)) + leastSpare, true);
    this.places = new PlaceIndex(this.live);
    this.hours = new SameHours();
    this.end = 0;
    this.technicians.forEach(({ days }, owner) => {
      this.routes[owner] = days.map((day, index) => this.lay(owner, index, day));
    });
    this.visitDays = undefined;
  }

  /** Writes a day behind the others. */
  private lay(owner: number, index: number, day: WorkDay): Route {
    const { gaps, places, end } = this;
    const timed = day.legs !== undefined;
    const technician = this.technicians[owner]!;
    const working = this.hours.of(day.working, index);
    const endPlace = timed ? places.add(day.end) : -1;
    const route = new Route({ technician, owner, endPlace }, day, working, gaps, end);
    this.end += gapsOf(day);
    if (!timed) return route;
    for (let k = 0; k <= route.visits.length; k++) gaps.stop[end + k] = places.add(stopPlace(route, k));
    takeKnownLegs(route, gaps.own);
    timeForward(route, gaps);
    timeBackward(route, gaps);
    return route;
  }
}

function gapsOf(day: WorkDay): number {
  return day.visits.length + 1;
}

/** For a constraint that keeps nothing. */
function askingEach(constraint: TechnicianConstraint, technicians: readonly Technician[]): KeptTechnicians {
  return (query) => (owner) => constraint.refuses(query, technicians[owner]!);
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
