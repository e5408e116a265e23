import { lockCustomer, type Queries } from '@itinera/db';
import { findCustomersByReference } from '@itinera/db/imports';
import type { BusinessUnitScope } from '../../scopes.ts';
import { LineProblem } from '../problems.ts';
import type { ImportEffect, ImportRow, RunOf, TargetRun } from '../target.ts';
import { customerCells, customerPrefix } from './columns.ts';

/** Whose the lines' interventions are, by `customer.reference`; who is not there is created (CAD-IM-03). */
export class CustomersOfLines {
  readonly #scope: BusinessUnitScope;
  readonly #run: RunOf;
  /** Files of customers are read by it. */
  readonly #customers: TargetRun;
  #ids = new Map<string, string>();
  /** Of a trial: on which line a customer would have come; nothing of it stays for the next batch. */
  readonly #made = new Map<string, number>();

  constructor(scope: BusinessUnitScope, run: RunOf, customers: TargetRun) {
    this.#scope = scope;
    this.#run = run;
    this.#customers = customers;
  }

  /** First in each write. */
  async begin(tx: Queries, rows: readonly ImportRow[]): Promise<void> {
    const { businessUnitId } = this.#scope;
    const found = await findCustomersByReference(tx, businessUnitId, rows.map(referenceIn).filter(Boolean));
    this.#ids = new Map([...found].map(([reference, { id }]) => [reference, id]));
    await this.#customers.find(tx, []);
  }

  /** Who a line speaks of; undefined: nobody who is here. */
  known(row: ImportRow): string | undefined {
    return this.#ids.get(referenceIn(row));
  }

  /**
   * Who the line's new intervention is for, and what was written for that. A known customer is not changed: that is for
   * files of customers.
   * @throws LineProblem `required` (`customer.reference`), and what a line of a customer may be refused for.
   */
  async of(tx: Queries, row: ImportRow): Promise<{ customerId: string; effects: ImportEffect[] }> {
    const reference = referenceIn(row);
    if (reference === '') throw new LineProblem('required', `${customerPrefix}reference`);
    const known = this.#ids.get(reference);
    if (known !== undefined) {
      // A customer who is being erased gets no new work.
      await lockCustomer(tx, this.#scope.businessUnitId, known);
      return { customerId: known, effects: [] };
    }
    const cells = customerCells(row.cells);
    if (!cells.get('name')?.trim()) cells.set('name', reference);
    const effects = await this.#create(tx, { line: row.line, key: reference, cells });
    const [customer] = effects;
    if (!customer) throw new Error('a customer of a line came to nothing');
    this.#ids.set(reference, customer.recordId);
    const earlier = this.#run.trial ? this.#made.get(reference) : undefined;
    this.#made.set(reference, earlier ?? row.line);
    const counted = earlier === undefined || earlier === row.line;
    return { customerId: customer.recordId, effects: counted ? effects : [] };
  }

  async #create(tx: Queries, row: ImportRow): Promise<ImportEffect[]> {
    try {
      return await this.#customers.create(tx, row);
    } catch (error) {
      if (!(error instanceof LineProblem)) throw error;
      const field = error.field === undefined ? undefined : `${customerPrefix}${error.field}`;
      throw new LineProblem(error.code, field);
    }
  }
}

export function referenceIn({ cells }: ImportRow): string {
  return cells.get(`${customerPrefix}reference`)?.trim() ?? '';
}
