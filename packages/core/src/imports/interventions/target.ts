import {
  findBusinessUnit,
  listActivityTypes,
  listAddresses,
  listInterventions,
  type Address,
  type BusinessUnit,
  type InterventionSummary,
  type Queries,
} from '@itinera/db';
import { findCustomersByReference, findInterventionsByName } from '@itinera/db/imports';
import type { Place } from '@itinera/planner';
import { countryOf } from '../../business-units/country.ts';
import type { Context } from '../../context.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { isId, notFound } from '../../shared/ids.ts';
import { readNumber } from '../cells.ts';
import { customersTarget } from '../customers/target.ts';
import { HalfWritten, LineProblem } from '../problems.ts';
import type { ImportEffect, ImportRow, ImportTarget, RunOf, TargetRun } from '../target.ts';
import { loadTeam, nobody } from '../technicians/team.ts';
import { addressOfLine, namesAnother } from './address-of-line.ts';
import { customerCells, interventionColumns } from './columns.ts';
import { CustomersOfLines, referenceIn } from './customers-of-lines.ts';
import { decide, type Decision, type Desk } from './decide.ts';
import { daysOf, fetchDays, type DayToFetch, type FetchedDays } from '../fetched-days.ts';
import { prepareUndo, undoIntervention } from './undo.ts';
import { requireOwnUnit } from './types-of-lines.ts';
import { writeChanged, writeNew, type Writing } from './write.ts';

/** Interventions by our id, or by the other system's reference, else our number (CAD-IM-02, CAD-IM-03). */
export const interventionsTarget: ImportTarget = {
  code: 'interventions',
  columns: interventionColumns,
  keepsUnknown: true,
  options: [],
  takesActivityType: true,
  // Each may change a day: the unit's bookings wait no longer than that.
  linesAtOnce: 50,
  async open(ctx, scope, run) {
    const unit = await findBusinessUnit(ctx.db.read, scope.companyId, scope.businessUnitId);
    if (!unit) throw notFound('businessUnitId');
    const fields = [...customerCells(new Map([...run.fields].map((field) => [field, '']))).keys()];
    const customers = await customersTarget.open(ctx, scope, { ...run, fields: new Set(fields) });
    return new InterventionsRun(ctx, scope, run, unit, new CustomersOfLines(scope, run, customers));
  },
  undo: undoIntervention,
  aheadOfUndo: prepareUndo,
};

class InterventionsRun implements TargetRun {
  readonly #ctx: Context;
  readonly #scope: BusinessUnitScope;
  readonly #unit: BusinessUnit;
  readonly #country: string | null;
  readonly #customers: CustomersOfLines;
  #desk: Desk;
  #rows: readonly ImportRow[] = [];
  #days: FetchedDays | null = null;

  constructor(
    ctx: Context,
    scope: BusinessUnitScope,
    { activityTypeId: chosen }: RunOf,
    unit: BusinessUnit,
    customers: CustomersOfLines,
  ) {
    this.#ctx = ctx;
    this.#scope = scope;
    this.#unit = unit;
    this.#country = countryOf(unit);
    this.#customers = customers;
    this.#desk = { types: [], chosen, team: nobody, zone: unit.zone, now: ctx.clock.now() };
  }

  keyOf(cells: ReadonlyMap<string, string>): string | null {
    const id = cells.get('id')?.trim() ?? '';
    if (id !== '' && !isId(id)) throw new LineProblem('invalid', 'id');
    const reference = cells.get('reference')?.trim() ?? '';
    if (reference.length > 200) throw new LineProblem('too-long', 'reference');
    if (id !== '') return JSON.stringify(['id', id.toLowerCase()]);
    return reference === '' ? null : JSON.stringify(['reference', reference]);
  }

  async ahead(rows: readonly ImportRow[]): Promise<void> {
    this.#rows = rows;
    const q = this.#ctx.db.read;
    await this.#look(q);
    const known = await this.#known(q, keysOf(rows), false);
    const customers = await findCustomersByReference(
      q,
      this.#scope.businessUnitId,
      rows.map(referenceIn).filter(Boolean),
    );
    const ids = [...customers.values()].map(({ id }) => id);
    const sites = Map.groupBy(
      await listAddresses(q, this.#scope.businessUnitId, ids),
      ({ customerId }) => customerId,
    );
    const wanted = rows.flatMap((row) => {
      const there = known.get(row.key ?? '');
      const own = sites.get(there?.customer.id ?? customers.get(referenceIn(row))?.id ?? '') ?? [];
      return this.#daysToFetch(row, there ?? null, own);
    });
    this.#days = await fetchDays(this.#ctx, this.#scope.companyId, wanted);
  }

  /** Locks everything that the lines change, in the order in which everybody does: interventions, then days. */
  async find(tx: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, InterventionSummary>> {
    await this.#look(tx);
    const known = await this.#known(tx, keys, true);
    await this.#days?.lock(tx);
    await this.#customers.begin(tx, this.#rows);
    return known;
  }

  async create(tx: Queries, row: ImportRow): Promise<ImportEffect[]> {
    if (row.cells.get('id')?.trim()) throw new LineProblem('unknown', 'id');
    requireOwnUnit(row.cells, this.#unit);
    const decision = decide(row, null, this.#desk);
    const written: ImportEffect[] = [];
    return whole(written, async () => {
      const { customerId, effects } = await this.#customers.of(tx, row);
      written.push(...effects);
      const place = await addressOfLine(this.#ctx, tx, this.#scope, {
        row,
        customerId,
        country: this.#country,
      });
      written.push(...place.effects);
      const effect = await writeNew(this.#writing(tx), row, decision, place.address);
      return [...written, effect];
    });
  }

  async update(tx: Queries, row: ImportRow, existing: unknown): Promise<ImportEffect[]> {
    const known = existing as InterventionSummary;
    requireOwnUnit(row.cells, this.#unit);
    const decision = decide(row, known, this.#desk);
    if (referenceIn(row) !== '' && this.#customers.known(row) !== known.customer.id)
      throw new LineProblem('not-allowed', 'customer.reference');
    const written: ImportEffect[] = [];
    return whole(written, async () => {
      let { address } = known;
      if (!address || namesAnother(row, address, this.#country)) {
        const customerId = known.customer.id;
        const place = await addressOfLine(this.#ctx, tx, this.#scope, {
          row,
          customerId,
          country: this.#country,
        });
        written.push(...place.effects);
        address = place.address;
      }
      const effect = await writeChanged(this.#writing(tx), row, decision, known, address);
      return [...written, effect];
    });
  }

  #writing(tx: Queries): Writing {
    if (!this.#days) throw new Error('lines are written before they were prepared');
    const { team, zone } = this.#desk;
    return { ctx: this.#ctx, tx, scope: this.#scope, days: this.#days, team, zone };
  }

  async #look(q: Queries): Promise<void> {
    const { businessUnitId } = this.#scope;
    const types = await listActivityTypes(q, businessUnitId);
    const team = await loadTeam(q, businessUnitId);
    this.#desk = { ...this.#desk, types, team, now: this.#ctx.clock.now() };
  }

  async #known(
    q: Queries,
    keys: readonly string[],
    lock: boolean,
  ): Promise<Map<string, InterventionSummary>> {
    const names = keys.map((key) => [key, JSON.parse(key) as ['id' | 'reference', string]] as const);
    const of = (kind: string) => names.flatMap(([, [one, name]]) => (one === kind ? [name] : []));
    const { businessUnitId } = this.#scope;
    const wanted = { ids: of('id'), references: of('reference') };
    const found = await findInterventionsByName(q, businessUnitId, wanted, lock);
    const ids = [...found.values()].map(({ id }) => id);
    if (ids.length === 0) return new Map();
    const { rows } = await listInterventions(q, businessUnitId, {
      filter: { ids },
      order: 'newest',
      page: { limit: ids.length, offset: 0 },
    });
    const summaries = new Map(rows.map((row) => [row.intervention.id, row]));
    return new Map(
      names.flatMap(([key, [, name]]) => {
        const summary = summaries.get(found.get(name)?.id ?? '');
        return summary ? [[key, summary] as const] : [];
      }),
    );
  }

  /** The days a line may change; what is wrong with it is told when it is written. */
  #daysToFetch(row: ImportRow, known: InterventionSummary | null, own: readonly Address[]): DayToFetch[] {
    let decision: Decision;
    try {
      decision = decide(row, known, this.#desk);
    } catch (error) {
      if (error instanceof LineProblem) return [];
      throw error;
    }
    const places = [...own.flatMap(placeOf), ...(known?.address ? placeOf(known.address) : [])];
    const told = placeIn(row);
    if (told) places.push(told);
    const { plan } = decision;
    const technician = plan.technicianId === null ? undefined : this.#desk.team.byId.get(plan.technicianId);
    const coming = technician && plan.window ? daysOf(technician, plan.window) : [];
    const leaving = known?.assignment ? [known.assignment] : [];
    return [...coming, ...leaving].map(({ technicianId, date }) => ({ technicianId, date, places }));
  }
}

/** What is refused after something was written takes that along. */
async function whole(
  written: readonly ImportEffect[],
  write: () => Promise<ImportEffect[]>,
): Promise<ImportEffect[]> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof LineProblem && written.length > 0) throw new HalfWritten(error);
    throw error;
  }
}

function keysOf(rows: readonly ImportRow[]): string[] {
  return rows.flatMap(({ key }) => (key === null ? [] : [key]));
}

function placeOf({ lon, lat }: { lon: number | null; lat: number | null }): Place[] {
  return lon === null || lat === null ? [] : [{ lon, lat }];
}

function placeIn({ cells }: ImportRow): Place | undefined {
  for (const prefix of ['', 'customer.'])
    try {
      const lon = readNumber(`${prefix}lon`, cells.get(`${prefix}lon`) ?? '');
      const lat = readNumber(`${prefix}lat`, cells.get(`${prefix}lat`) ?? '');
      if (lon !== null && lat !== null) return { lon, lat };
    } catch (error) {
      if (!(error instanceof LineProblem)) throw error;
    }
  return undefined;
}
