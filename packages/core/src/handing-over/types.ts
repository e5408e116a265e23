import type { BusinessUnitScope } from '../scopes.ts';
import type { EpochSeconds, IsoDate, PromisedWindow, Seconds } from '../shared/units.ts';

/** What is handed over: what is left of a technician's day, or one visit. */
export type HandOverRequest = { technicianId: string; date: IsoDate } | { interventionId: string };

/** Somebody who can keep the promise of a visit, and what it costs. */
export interface Keeper {
  technician: { id: string; name: string; colour: string };
  date: IsoDate;
  plannedStart: EpochSeconds;
  /** Seconds of travel that it adds to their day. */
  detour: Seconds;
  estimated: boolean;
  cost: number;
  relevance: number;
}

/** A time outside the promise: a person decides it, with the customer. */
export interface OtherTime {
  technician: { id: string; name: string; colour: string };
  date: IsoDate;
  start: EpochSeconds;
  end: EpochSeconds;
}

/** One visit that is to be handed over. */
export interface HandOverItem {
  interventionId: string;
  reference: string;
  /** Of the intervention as it is shown. */
  revision: number;
  typeName: string;
  customerName: string;
  /** How to call them, the site's first; null: nobody knows. */
  phone: string | null;
  address: string;
  /** null: nothing was promised, it is only planned. */
  promise: PromisedWindow | null;
  plannedStart: EpochSeconds;
  zone: string;
  /** When it was its turn, from 0: moves are accepted in this order. */
  turn: number;
  /** Who should take it, with the visits before it in this plan already taken; null: nobody can keep the promise. */
  proposed: Keeper | null;
  /** Everybody who could, best first, the proposed one among them. */
  keepers: Keeper[];
  /** Where nobody can: the nearest times outside the promise. */
  others: OtherTime[];
  /** Why it cannot be planned at all; null: it can. */
  refused: string | null;
}

export interface HandOverPlan {
  /** Whose it is now. */
  technician: { id: string; name: string };
  date: IsoDate;
  zone: string;
  /** What is left of that day on the technician's clock, `YYYY-MM-DDTHH:mm`: an absence may be noted for it. */
  rest: { from: string; to: string };
  /** In the order of the day. */
  items: HandOverItem[];
  /** Visits of the same day that have begun: they stay. */
  begun: number;
  /** Work of other units on that day: they hand it over themselves. */
  elsewhere: number;
}

/** A move as it was shown. */
export interface AcceptedMove {
  interventionId: string;
  technicianId: string;
  revision: number;
}

export interface AcceptHandOverInput {
  moves: AcceptedMove[];
  /** Made in the same act; the technician's, on their clock. */
  absence?: { technicianId: string; from: string; to: string; reason: string } | undefined;
  idempotencyKey: string;
}

/**
 * `moved`: it is done. `no-room`: somebody took the room meanwhile. `changed`: the visit was moved, canceled or handed over
 * meanwhile. `refused`: it cannot be planned any more. Nothing was changed but by `moved`.
 */
export type MoveOutcome = 'moved' | 'no-room' | 'changed' | 'refused';

export interface AcceptedHandOver {
  results: { interventionId: string; outcome: MoveOutcome }[];
}

/** Giving work to others: `Core` names this group by one line. */
export interface HandingOverUseCases {
  /** Who could take each visit, the moves together taken into account; changes nothing. */
  propose(scope: BusinessUnitScope, request: HandOverRequest): Promise<HandOverPlan>;
  /** Does what was accepted, each visit in a write of its own and judged again. */
  accept(scope: BusinessUnitScope, input: AcceptHandOverInput): Promise<AcceptedHandOver>;
}
