import { ChoiceColumns } from './choices.ts';
import type { TechnicianChoices } from './choices.ts';
import type { Route } from '../route/routes.ts';

/** The best choice of each window over all technicians, and how many can take it; entries are indexed by window. */
export class WindowChoices extends ChoiceColumns {
  readonly technicians: Int32Array;
  private readonly routes: readonly Route[];

  constructor(windows: number, routes: readonly Route[]) {
    super(windows);
    this.technicians = new Int32Array(windows);
    this.routes = routes;
  }

  add(choices: TechnicianChoices): void {
    for (let i = 0; i < choices.count; i++) {
      const window = choices.taken[i]!;
      if (this.technicians[window]!++ === 0 || this.isBeaten(window, choices)) {
        this.copy(window, choices, window);
      }
    }
  }

  /** The windows that somebody can take, in time order. */
  taken(): number[] {
    const windows: number[] = [];
    for (let window = 0; window < this.technicians.length; window++) {
      if (this.technicians[window]! > 0) windows.push(window);
    }
    return windows;
  }

  private isBeaten(window: number, by: ChoiceColumns): boolean {
    const difference = by.cost[window]! - this.cost[window]!;
    if (difference !== 0) return difference < 0;
    return technicianId(this.routes, by, window) < technicianId(this.routes, this, window);
  }
}

const leastChoices = 1024;

/** Every technician's choice of every window, in no order. */
export class AllChoices {
  columns = new ChoiceColumns(0);
  count = 0;

  add(choices: TechnicianChoices): void {
    const needed = this.count + choices.count;
    if (needed > this.columns.window.length) this.columns = this.columns.grown(needed * 2 + leastChoices);
    for (let i = 0; i < choices.count; i++) this.columns.copy(this.count++, choices, choices.taken[i]!);
  }
}

/** Entries in order of cost, then window start, then technician id. */
export function ranked(entries: number[], columns: ChoiceColumns, routes: readonly Route[]): number[] {
  const { cost, window } = columns;
  return entries.sort((a, b) => {
    const difference = cost[a]! - cost[b]! || window[a]! - window[b]!;
    if (difference !== 0) return difference;
    const first = technicianId(routes, columns, a);
    const second = technicianId(routes, columns, b);
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

function technicianId(routes: readonly Route[], columns: ChoiceColumns, entry: number): string {
  return routes[columns.route[entry]!]!.technician.id;
}
