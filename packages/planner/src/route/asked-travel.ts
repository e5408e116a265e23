import { PlannerError } from '../errors.ts';
import { shown } from '../field-path.ts';
import type { TravelTable, TravelTimes } from '../travel/types.ts';
import type { Place } from '../units.ts';

/** Asks a provider, checks its answers and counts what was asked. */
export class AskedTravel {
  cells = 0;
  calls = 0;
  estimated = 0;
  readonly provider: TravelTimes;

  constructor(provider: TravelTimes) {
    const { topSpeed } = provider;
    if (topSpeed !== undefined && !(topSpeed > 0)) {
      throw new PlannerError('travel-times', 'travel.topSpeed', `must be above 0, not ${topSpeed}`);
    }
    this.provider = provider;
  }

  /** Every pair of `from` x `to`. */
  async table(from: Place[], to: Place[]): Promise<TravelTable> {
    if (from.length === 0 || to.length === 0) return { seconds: new Int32Array(0) };
    this.calls++;
    return this.checked('table', await this.provider.table(from, to), from.length * to.length);
  }

  /** `from[i] -> to[i]` only; by tables of one cell when the provider has no `legs`. */
  async pairs(from: Place[], to: Place[]): Promise<TravelTable> {
    if (this.provider.legs !== undefined) {
      this.calls++;
      return this.checked('legs', await this.provider.legs(from, to), from.length);
    }
    const tables = await Promise.all(from.map((place, i) => this.table([place], [to[i]!])));
    return {
      seconds: Int32Array.from(tables, (table) => table.seconds[0]!),
      estimated: Uint8Array.from(tables, (table) => table.estimated?.[0] ?? 0),
    };
  }

  private checked(method: 'table' | 'legs', answer: TravelTable, cells: number): TravelTable {
    const field = `travel.${method}()`;
    // What a caller without types may hand in.
    if ((answer as unknown) === null || typeof answer !== 'object') {
      throw new PlannerError('travel-times', field, `must answer a table, not ${shown(answer)}`);
    }
    if (!(answer.seconds instanceof Int32Array)) {
      throw new PlannerError('travel-times', `${field}.seconds`, 'must be an Int32Array');
    }
    for (const name of ['seconds', 'estimated'] as const) {
      const length = answer[name]?.length ?? cells;
      if (length === cells) continue;
      throw new PlannerError('travel-times', `${field}.${name}`, `has ${length} cells, asked were ${cells}`);
    }
    for (let i = 0; i < cells; i++) {
      const seconds = answer.seconds[i]!;
      if (seconds >= -1) continue;
      throw new PlannerError(
        'travel-times',
        `${field}.seconds[${i}]`,
        `must be whole seconds, or -1 for no road, not ${seconds}`,
      );
    }
    this.cells += cells;
    if (answer.estimated !== undefined) {
      for (let i = 0; i < cells; i++) if (answer.estimated[i] !== 0) this.estimated++;
    }
    return answer;
  }
}
