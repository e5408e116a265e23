import type { Route } from '../route/routes.ts';

/** Which days a visit is in, by its id: a query that replaces visits need not look through all days. */
export class VisitDays {
  private readonly days = new Map<string, Route[]>();

  constructor(days: readonly (readonly Route[])[]) {
    for (const known of days.flat()) this.add(known);
  }

  daysOf(id: string): readonly Route[] {
    return this.days.get(id) ?? [];
  }

  add(known: Route): void {
    for (const { id } of known.visits) {
      const days = this.days.get(id);
      if (days === undefined) this.days.set(id, [known]);
      else days.push(known);
    }
  }

  remove(known: Route): void {
    for (const { id } of known.visits) {
      const left = this.daysOf(id).filter((day) => day !== known);
      if (left.length > 0) this.days.set(id, left);
      else this.days.delete(id);
    }
  }
}
