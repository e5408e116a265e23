import { zoneOffset } from '../local-time.ts';
import { holds } from '../rules/judge.ts';
import { clausesOf, type Clause, type Rule } from '../rules/rule.ts';
import type { EpochSeconds, Seconds } from '../units.ts';
import { readActionFacts, type ActionSituation } from './read-facts.ts';

const day = 86_400;
const quarter = 900;

/**
 * The first instant after `now` at which time alone makes a rule say something else of a situation than at `now`; null:
 * never.
 *
 * It changes only where a duration crosses a bound of a clause, once, or where a weekday or a time of day begins, which
 * repeats by the week: so it is looked at there, in order, for eight days from now and from each crossing.
 */
export function nextChange(rule: Rule, situation: ActionSituation, now: EpochSeconds): EpochSeconds | null {
  const { durations, times, repeats } = timePartsOf(rule);
  const crossings = durations.flatMap((clause) => crossingsOf(clause, situation)).filter((at) => at > now);
  if (crossings.length === 0 && !repeats) return null;
  const verdictAt = (instant: EpochSeconds): boolean => holds(rule, readActionFacts(situation, instant));
  const before = verdictAt(now);
  const starts = [now, ...new Set(crossings.sort((a, b) => a - b))];
  for (const [index, start] of starts.entries()) {
    if (index > 0 && verdictAt(start) !== before) return start;
    const end = Math.min(starts[index + 1] ?? Infinity, start + 8 * day);
    for (const instant of repeats ? clockChanges(start, end, situation.zone, times) : [])
      if (verdictAt(instant) !== before) return instant;
  }
  return null;
}

/** How far back and how many changes of a verdict are looked at. */
const furthestBack = 60 * day;
const mostChanges = 500;

/**
 * The last instant, up to now, at which time alone made a rule say what it says of a situation now; null: it said so ever
 * since the intervention was there, or for the last 60 days.
 */
export function lastChange(rule: Rule, situation: ActionSituation, now: EpochSeconds): EpochSeconds | null {
  let last: EpochSeconds | null = null;
  let from: EpochSeconds | null = Math.max(now - furthestBack, situation.visit?.createdAt ?? 0);
  for (let changes = 0; changes < mostChanges; changes += 1) {
    from = nextChange(rule, situation, from);
    if (from === null || from > now) return last;
    last = from;
  }
  return last;
}

/** What of a rule time can change. */
interface TimeParts {
  durations: Clause[];
  /** Seconds of a day. */
  times: Seconds[];
  /** By the week. */
  repeats: boolean;
}

/** A page asks about the same few rules for each of its interventions. */
const knownParts = new WeakMap<Rule, TimeParts>();

function timePartsOf(rule: Rule): TimeParts {
  const known = knownParts.get(rule);
  if (known) return known;
  const clauses = clausesOf(rule).map(({ clause }) => clause);
  const times = clauses.flatMap(clockTimes);
  const parts = {
    durations: clauses.filter(({ fact }) => durationFacts.includes(fact)),
    times,
    repeats: times.length > 0 || clauses.some(({ fact }) => fact === 'weekday'),
  };
  knownParts.set(rule, parts);
  return parts;
}

const durationFacts = ['until-start', 'since-created', 'since-closed'];

/** Where a clause about a duration begins or ends to hold. */
function crossingsOf(
  { fact, is, values }: Clause,
  { visit }: Pick<ActionSituation, 'visit'>,
): EpochSeconds[] {
  const bounds = values.filter((value) => typeof value === 'number');
  const anchor =
    fact === 'since-created' ? visit?.createdAt : fact === 'since-closed' ? visit?.closedAt : null;
  if (anchor !== null && anchor !== undefined)
    return bounds.flatMap((bound) => [Math.ceil(anchor + bound), Math.floor(anchor + bound) + 1]);
  const start = fact === 'until-start' ? visit?.promiseStart : null;
  if (start === null || start === undefined || is === 'filled' || is === 'not-filled') return [];
  return bounds.flatMap((bound) => [Math.ceil(start - bound), Math.floor(start - bound) + 1]);
}

/** The seconds of a day at which a clause about the time of day begins or ends to hold. */
function clockTimes({ fact, values }: Clause): Seconds[] {
  if (fact !== 'time') return [];
  return values.flatMap((value) => {
    const [hours, minutes] = String(value).split(':').map(Number);
    const from = (hours ?? 0) * 3600 + (minutes ?? 0) * 60;
    return [from, from + 60];
  });
}

/** Every midnight and every one of `times` in `(start, end)`, in order; where clocks change, each quarter of an hour too. */
function* clockChanges(
  start: EpochSeconds,
  end: EpochSeconds,
  zone: string,
  times: readonly Seconds[],
): Generator<EpochSeconds> {
  const ofDay = [0, ...times].sort((a, b) => a - b);
  let from = start;
  while (from < end) {
    const offset = zoneOffset(from, zone);
    const midnight = Math.floor((from + offset) / day) * day - offset;
    const to = Math.min(end, midnight + day);
    const steady = zoneOffset(midnight, zone) === offset && zoneOffset(midnight + day, zone) === offset;
    const instants = steady ? ofDay.map((time) => midnight + time) : withEveryQuarter(midnight, ofDay, zone);
    for (const instant of instants) if (instant > from && instant < to) yield instant;
    if (to < end) yield to;
    from = to;
  }
}

/** A day on which clocks change: its times by either clock, and each quarter of an hour, at one of which they do. */
function withEveryQuarter(midnight: EpochSeconds, times: readonly Seconds[], zone: string): EpochSeconds[] {
  const instants: EpochSeconds[] = [];
  for (const around of [midnight, midnight + day]) {
    const offset = zoneOffset(around, zone);
    const utcMidnight = Math.round((midnight + offset) / day) * day;
    for (const time of times) instants.push(utcMidnight + time - offset);
  }
  for (let at = midnight; at < midnight + day; at += quarter) instants.push(at);
  return instants.sort((a, b) => a - b);
}
