import type { EpochSeconds } from '../units.ts';

/** Choices as columns: who could take which window where, when and at what cost. */
export class ChoiceColumns {
  /** Index of the window. */
  window: Int32Array;
  cost: Float64Array;
  /** The planned start. */
  start: Float64Array;
  /** Index of the route, and of the gap in it. */
  route: Int32Array;
  k: Int32Array;
  /** 1 where a visit without a place is done at the stop after the gap. */
  atNext: Uint8Array;

  constructor(capacity: number) {
    // In one piece: each piece of memory costs more than what stands in it.
    const buffer = new ArrayBuffer(29 * capacity);
    this.cost = new Float64Array(buffer, 0, capacity);
    this.start = new Float64Array(buffer, 8 * capacity, capacity);
    this.window = new Int32Array(buffer, 16 * capacity, capacity);
    this.route = new Int32Array(buffer, 20 * capacity, capacity);
    this.k = new Int32Array(buffer, 24 * capacity, capacity);
    this.atNext = new Uint8Array(buffer, 28 * capacity, capacity);
  }

  /** Copies entry j of `from` to entry i. */
  copy(i: number, from: ChoiceColumns, j: number): void {
    this.window[i] = from.window[j]!;
    this.cost[i] = from.cost[j]!;
    this.start[i] = from.start[j]!;
    this.route[i] = from.route[j]!;
    this.k[i] = from.k[j]!;
    this.atNext[i] = from.atNext[j]!;
  }

  /** The same entries with room for more. */
  grown(capacity: number): ChoiceColumns {
    const wider = new ChoiceColumns(capacity);
    wider.window.set(this.window);
    wider.cost.set(this.cost);
    wider.start.set(this.start);
    wider.route.set(this.route);
    wider.k.set(this.k);
    wider.atNext.set(this.atNext);
    return wider;
  }
}

/** One technician's cheapest choice of each window; entries are indexed by window. */
export class TechnicianChoices extends ChoiceColumns {
  /** The windows taken, in the order in which they were first taken; `count` of them. */
  readonly taken: Int32Array;
  count = 0;
  private readonly owner: Int32Array;
  private current = -1;

  constructor(windows: number) {
    super(windows);
    this.taken = new Int32Array(windows);
    this.owner = new Int32Array(windows).fill(-1);
  }

  /** Forgets everything and starts with the technician of this index (not negative). */
  begin(owner: number): void {
    this.current = owner;
    this.count = 0;
  }

  /** Keeps a choice if it is cheaper than the one there is: days and positions must come in ascending order. */
  consider(
    window: number,
    cost: number,
    start: EpochSeconds,
    route: number,
    k: number,
    atNext: number,
  ): void {
    if (this.owner[window] !== this.current) {
      this.owner[window] = this.current;
      this.taken[this.count++] = window;
    } else if (cost >= this.cost[window]!) {
      return;
    }
    this.window[window] = window;
    this.cost[window] = cost;
    this.start[window] = start;
    this.route[window] = route;
    this.k[window] = k;
    this.atNext[window] = atNext;
  }
}
