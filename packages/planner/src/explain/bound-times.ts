import type { DayRoute, Gaps } from '../route/routes.ts';
import { arrive, closingTime, earliestStart, latestDeparture, latestStart } from '../time/working-time.ts';
import type { EpochSeconds } from '../units.ts';

/**
 * Bounds of a day's times that hold for every day between `less` and `more`: more hours, promises that start earlier.
 * Fills `leaving` with the earliest that any of them could be, `promised` and `kept` with the latest.
 *
 * More working time lets a leg arrive no later, a service that fits start no later, and a leg that must arrive by some
 * moment leave no earlier. What more time may worsen is a visit that gets room where it had none: it then waits for it.
 * Such a visit is taken to start as early as if it had none, and as late as room can be. On a single day the bounds are
 * its times, but for such visits.
 */
export function boundTimes(less: DayRoute, more: DayRoute, gaps: Gaps): void {
  const { visits } = more;
  const ownTime = more.day.commute === 'own-time';
  const [fewer, hours] = [less.day.working, more.day.working];
  const latest: EpochSeconds[] = [];
  const opening = ownTime ? -Infinity : hours[0]!.start;
  const leg = (k: number): number => Math.max(0, gaps.own[k]!);
  gaps.leaving[0] = opening;
  let soonest = ownTime ? opening : arrive(hours, opening, leg(0));
  let slowest = ownTime ? opening : arrive(fewer, fewer[0]!.start, leg(0));
  for (let k = 1; k <= visits.length; k++) {
    const { earliest, duration, open } = visits[k - 1]!;
    const ready = Math.max(earliest, soonest);
    const readyLate = Math.max(less.visits[k - 1]!.earliest, slowest);
    const fitting = earliestStart(fewer, open, readyLate, duration);
    const fits = fitting < Infinity;
    gaps.fits[k] = fits ? 1 : 0;
    const start = fits ? earliestStart(hours, open, ready, duration) : ready;
    latest[k] = fits ? fitting : Math.max(readyLate, latestStart(hours, open, Infinity, duration));
    gaps.leaving[k] = start + duration;
    soonest = arrive(hours, start + duration, leg(k));
    slowest = arrive(fewer, latest[k]! + duration, leg(k));
  }

  const closing = closingTime(hours)!;
  const last = visits.length;
  gaps.promised[last] = Infinity;
  gaps.kept[last] = ownTime ? Infinity : closing;
  const leavingForHome = (): EpochSeconds => {
    const back = gaps.own[last]!;
    if (back < 0) return -Infinity;
    return ownTime || back === 0 ? Infinity : latestDeparture(hours, closing, back);
  };
  for (let k = last; k >= 1; k--) {
    const visit = visits[k - 1]!;
    const unbroken = Math.max(visit.latest, latest[k]!);
    const reaching = (next: EpochSeconds): EpochSeconds =>
      Math.min(unbroken, latestDeparture(hours, next, leg(k)) - visit.duration);
    const promised = k === last ? unbroken : reaching(gaps.promised[k]!);
    // A day that misses its way back may go on missing it, no later.
    const kept =
      k === last
        ? Math.min(unbroken, Math.max(latest[k]!, leavingForHome() - visit.duration))
        : reaching(gaps.kept[k]!);
    const arriving = (by: EpochSeconds): EpochSeconds => {
      if (by < visit.earliest) return -Infinity;
      const start = gaps.fits[k] === 0 ? by : latestStart(hours, visit.open, by, visit.duration);
      return start >= visit.earliest ? start : -Infinity;
    };
    gaps.promised[k - 1] = arriving(promised);
    gaps.kept[k - 1] = arriving(kept);
  }
}
