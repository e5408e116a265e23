import { distance, isTooFar } from '../constraints/distance.ts';
import type { ConstraintCode } from '../constraints/codes.ts';
import { constraintsOf } from '../constraints/list.ts';
import type { DayStore } from '../prepare/day-store.ts';
import { homeOf } from '../prepare/homes.ts';
import type { SlotQuery, Technician } from '../problem/types.ts';
import type { Place } from '../units.ts';
import type { Rejections } from './rejections.ts';

const technicianConstraints = constraintsOf('technician');

/** One reason to refuse all days of a technician, by the technician's index. */
interface Judge {
  code: ConstraintCode;
  refuses(owner: number): boolean;
}

/**
 * Tells the technicians who are refused whatever the day, and counts them. Of prepared ones only columns are read: most of
 * a large company are told here, and must cost next to nothing.
 */
export class Eligibility {
  private readonly query: SlotQuery;
  private readonly store: DayStore | undefined;
  private readonly judges: readonly Judge[];
  /** Days refused, by judge. */
  private readonly refused: number[];

  constructor(query: SlotQuery, store?: DayStore) {
    this.query = query;
    this.store = store;
    this.judges = store === undefined ? judgesOf(query) : keptJudges(query, store);
    this.refused = this.judges.map(() => 0);
  }

  /** Whether the technician of this index is refused; to be asked once of each. */
  refuses(owner: number): boolean {
    const { judges, store } = this;
    for (let i = 0; i < judges.length; i++) {
      if (!judges[i]!.refuses(owner)) continue;
      this.refused[i]! +=
        store === undefined ? this.query.technicians[owner]!.days.length : store.dayCounts[owner]!;
      return true;
    }
    return false;
  }

  report(rejections: Rejections): void {
    this.judges.forEach(({ code }, i) => rejections.refuseDays(code, this.refused[i]));
  }
}

function judgesOf(query: SlotQuery): Judge[] {
  const judges: Judge[] = technicianConstraints.map((constraint) => ({
    code: constraint.code,
    refuses: (owner) => constraint.refuses(query, query.technicians[owner]!),
  }));
  const { place } = query.request;
  if (place !== null) {
    judges.push({ code: distance.code, refuses: (owner) => livesTooFar(query.technicians[owner]!, place) });
  }
  return judges;
}

/** Told once for all days from one place; where they start at several, each day is asked. */
function livesTooFar(technician: Technician, place: Place): boolean {
  if (technician.maxDistance === undefined) return false;
  const home = homeOf(technician);
  return home !== undefined && isTooFar(home, place, technician.maxDistance);
}

function keptJudges(query: SlotQuery, store: DayStore): Judge[] {
  const judges: Judge[] = [];
  for (const { code, refusals } of store.kept) {
    const refuses = refusals(query);
    if (refuses !== undefined) judges.push({ code, refuses });
  }
  const tooFar = store.homes.refusals(query);
  if (tooFar !== undefined) judges.push({ code: distance.code, refuses: tooFar });
  return judges;
}
