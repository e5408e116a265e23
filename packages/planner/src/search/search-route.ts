import type { Gap } from '../constraints/constraint.ts';
import { constraintsOf } from '../constraints/list.ts';
import { promise } from '../constraints/promise.ts';
import { slack } from '../constraints/slack.ts';
import type { SlotQuery } from '../problem/types.ts';
import type { EpochSeconds } from '../units.ts';
import { costOf, looksAtStart } from '../ranking/goal.ts';
import type { Choice } from '../ranking/cost-part.ts';
import type { TechnicianChoices } from './choices.ts';
import type { Reach } from './reach.ts';
import type { Rejections } from './rejections.ts';
import { Gaps, Route } from '../route/routes.ts';
import { RefusalDepth } from './refusal-depth.ts';
import type { SearchState } from './state.ts';
import { firstAtLeast } from './windows.ts';

const gapConstraints = constraintsOf('gap');
const [c0, c1, c2, c3, c4, c5, ...others] = gapConstraints;
const promiseIndex = gapConstraints.indexOf(promise);

/** Where the search stands before the first route. */
const nowhere = { lon: 0, lat: 0 };
const noRoute = new Route(
  { technician: { id: '', skills: {}, days: [] }, owner: -1 },
  { date: '', start: nowhere, end: nowhere, working: [], visits: [] },
  [],
  new Gaps(0),
  0,
);

/**
 * Finds, for one route after the other, the windows each gap can take: the constraints narrow the starts of a gap to
 * one stretch, which working time and opening hours cut into segments; a window is laid over them.
 */
export class RouteSearch {
  private readonly state: SearchState;
  private readonly choices: TechnicianChoices;
  private readonly depth: RefusalDepth;
  private readonly gap: Gap;
  private readonly query: SlotQuery;
  /** What is left of the gap by the constraints so far. */
  private from = -Infinity;
  private to = Infinity;
  /** The feasible starts of the gap at hand, ascending, both ends included. */
  private readonly first: EpochSeconds[] = [];
  private readonly last: EpochSeconds[] = [];
  private segments = 0;
  /** From this segment on a visit without a place is done at the stop after the gap. */
  private segmentsAtStop = 0;

  /** The share of the cost that depends on the window alone: the same for all of one date. */
  private windowCost = 0;
  private dateOfCost = NaN;
  private readonly choice: Choice;
  private readonly startMatters: boolean;

  constructor(state: SearchState, choices: TechnicianChoices, rejections: Rejections) {
    this.state = state;
    this.query = state.query;
    this.choices = choices;
    this.depth = new RefusalDepth(state, rejections);
    this.gap = gapOf(noRoute);
    this.choice = choiceOf(state);
    this.startMatters = looksAtStart(state.goal);
  }

  /** Offers to `choices` every window that some gap of the route can take, and counts the others. */
  search(index: number): void {
    const { routes, reaches, legs } = this.state;
    this.walk(routes[index]!, reaches[index]!, index, legs?.from[index] ?? 0, legs?.to[index] ?? 0);
  }

  /** Counts the windows of a route that can take none, all of whose gaps are told without asking for travel times. */
  refuse(route: Route, reach: Reach): void {
    this.walk(route, reach, -1, 0, 0);
  }

  /** Tells the rejections what was refused; once, after the last route. */
  finish(): void {
    this.depth.report();
  }

  /** Gap by gap; the legs known of them stand in entries `entry` to `end` (exclusive). */
  private walk(route: Route, reach: Reach, index: number, entry: number, end: number): void {
    const { gap, query, depth } = this;
    const { legs } = this.state;
    const { duration } = query.request;
    const { firstGap } = route;
    const { room, leaving } = route.gaps;
    const last = route.lastGap - firstGap;
    gap.route = route;
    this.depth.begin(reach);
    for (let k = 0; k <= last; k++) {
      this.segments = 0;
      if (legs === undefined) {
        this.enter(route, k);
        this.collectAtStops(reach);
      } else if (entry < end && legs.k[entry] === k) {
        this.enter(route, k);
        gap.before = legs.before[entry]!;
        gap.after = legs.after[entry]!;
        entry++;
        this.narrow();
        this.addSegments(reach, gap.from, gap.to);
      } else {
        // No promise leaves room here: another gap that got as far as the promise, with earlier starts, says it all.
        if (
          room[firstGap + k]! < duration &&
          depth.hasPassed(promiseIndex, Math.max(leaving[firstGap + k]!, query.now))
        )
          continue;
        this.enter(route, k);
        gap.before = gap.after = 0;
        this.narrow();
        this.addSegments(reach, gap.from, gap.to);
      }
      if (this.segments > 0) this.layWindows(reach, index);
    }
    this.depth.count();
  }

  /** Moves the gap at hand between stop k and stop k+1. */
  private enter({ gaps, firstGap }: Route, k: number): void {
    const { gap } = this;
    const index = firstGap + k;
    gap.k = k;
    gap.own = gaps.own[index]!;
    gap.leaving = gaps.leaving[index]!;
    gap.promised = gaps.promised[index]!;
    gap.kept = gaps.kept[index]!;
  }

  /** Without a place: the starts where stop k is or, failing a start there, where stop k+1 is. */
  private collectAtStops(reach: Reach): void {
    const { gap } = this;
    gap.before = 0;
    gap.after = gap.own;
    this.narrow();
    const lastAtStop = gap.to;
    this.addSegments(reach, gap.from, gap.to);
    this.segmentsAtStop = this.segments;
    gap.before = gap.own;
    gap.after = 0;
    this.narrow();
    this.addSegments(reach, Math.max(gap.from, lastAtStop + 1), gap.to);
  }

  /**
   * The constraints one after the other. The first ones are written out: each call then has one target, which the engine
   * makes one piece with this; in a loop they cost three times as much. Any others follow in a loop all the same.
   */
  private narrow(): void {
    const { gap, query } = this;
    gap.from = this.from = -Infinity;
    gap.to = this.to = Infinity;
    if (c0?.narrow(query, gap) === true && this.isClosed(0)) return;
    if (c1?.narrow(query, gap) === true && this.isClosed(1)) return;
    if (c2?.narrow(query, gap) === true && this.isClosed(2)) return;
    if (c3?.narrow(query, gap) === true && this.isClosed(3)) return;
    if (c4?.narrow(query, gap) === true && this.isClosed(4)) return;
    if (c5?.narrow(query, gap) === true && this.isClosed(5)) return;
    for (let i = 0; i < others.length; i++) {
      if (others[i]!.narrow(query, gap) && this.isClosed(6 + i)) return;
    }
  }

  /** Notes how far the gap got with the first `passed` constraints, now that the next one narrowed it; whether no start is left. */
  private isClosed(passed: number): boolean {
    const { gap, from, to } = this;
    this.depth.passed(passed, from, to);
    this.from = gap.from;
    this.to = gap.to;
    return gap.from > gap.to;
  }

  private addSegments({ ranges }: Reach, from: EpochSeconds, to: EpochSeconds): void {
    if (from > to) return;
    for (let i = 0; i < ranges.first.length; i++) {
      const first = Math.max(ranges.first[i]!, from);
      const last = Math.min(ranges.last[i]!, to);
      if (first > last) continue;
      this.first[this.segments] = first;
      this.last[this.segments] = last;
      this.segments++;
    }
  }

  /** Lays the windows over the segments. */
  private layWindows({ windowsFrom, windowsTo }: Reach, routeIndex: number): void {
    const { first, last, segments, segmentsAtStop, depth, gap } = this;
    const { query, windows } = this.state;
    const { starts, daysLater } = windows;
    const { width } = query.grid;
    const placed = query.request.place !== null;
    const gapCost = this.costOfGap();
    const lastStart = last[segments - 1]!;
    let opening = 0;
    let closing = 0;
    for (
      let window = firstAtLeast(starts, first[0]! - width, windowsFrom, windowsTo);
      window < windowsTo && starts[window]! <= lastStart;
      window++
    ) {
      const start = starts[window]!;
      const end = start + width;
      while (last[opening]! < start) opening++;
      const planned = Math.max(first[opening]!, start);
      if (planned > end) continue;
      while (closing + 1 < segments && first[closing + 1]! <= end) closing++;
      if (slack.refuses(query, planned, Math.min(last[closing]!, end))) {
        depth.touched(window);
        continue;
      }
      depth.offered(window);
      const atNext = placed || opening < segmentsAtStop ? 0 : 1;
      if (daysLater[window] !== this.dateOfCost) this.costDate(daysLater[window]!);
      let cost = gapCost + this.windowCost;
      if (this.startMatters) cost += this.costOfStart(planned, placed, atNext);
      this.choices.consider(window, cost, planned, routeIndex, gap.k, atNext);
    }
  }

  private costOfGap(): number {
    const { gap, choice } = this;
    choice.route = gap.route;
    choice.k = gap.k;
    choice.before = gap.before;
    choice.after = gap.after;
    choice.own = Math.max(0, gap.own);
    return costOf('gap', choice);
  }

  private costDate(daysLater: number): void {
    this.choice.daysLater = this.dateOfCost = daysLater;
    this.windowCost = costOf('window', this.choice);
  }

  private costOfStart(start: EpochSeconds, placed: boolean, atNext: number): number {
    const { choice } = this;
    choice.start = start;
    if (!placed) {
      choice.before = atNext === 1 ? choice.own : 0;
      choice.after = choice.own - choice.before;
    }
    return costOf('start', choice);
  }
}

function choiceOf({ query, goal }: SearchState): Choice {
  return { query, goal, route: noRoute, k: 0, before: 0, after: 0, own: 0, daysLater: 0, start: 0 };
}

function gapOf(route: Route): Gap {
  return { route, k: 0, before: 0, after: 0, own: 0, leaving: 0, promised: 0, kept: 0, from: 0, to: 0 };
}
