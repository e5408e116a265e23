import {
  findBusinessUnit,
  findStaffUsersByEmail,
  insertRows,
  listAddresses,
  listPresets,
  listTags,
  listTechniciansOfCustomers,
  type Address,
  type Customer,
  type Queries,
} from '@itinera/db';
import { findCustomersByReference } from '@itinera/db/imports';
import { countryOf } from '../../business-units/country.ts';
import type { Context } from '../../context.ts';
import { changesOf, mergedFields } from '../../customers/customer-changes.ts';
import { keyOf, readCustomerFields } from '../../customers/customer-fields.ts';
import { recordFields, type CustomerFields } from '../../customers/customer-record.ts';
import { requireSoundRules, writePlanningRules } from '../../customers/planning-rules.ts';
import type { PlanningRules } from '../../customers/planning-rules-types.ts';
import { writeCustomer } from '../../customers/write-customer.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import type { PresetList } from '../../shared/customers.ts';
import { notFound } from '../../shared/ids.ts';
import { addressOfRow, hasAddress } from '../addresses/address-of-row.ts';
import { writeAddressOfRow } from '../addresses/write.ts';
import { asLineProblem, LineProblem } from '../problems.ts';
import type { ImportEffect, ImportRow, ImportTarget, RunOf, TargetRun } from '../target.ts';
import { customerColumns } from './columns.ts';
import { noRules, rulesOfCustomer, rulesOfRow } from './planning-cells.ts';
import { zoneNames, type ZoneNames } from '../service-zones.ts';
import { loadTeam, nobody, type Team } from '../technicians/team.ts';
import { columnOfField, fieldsOfRow, statusOfRow } from './read-row.ts';
import { undoCustomer } from './undo.ts';

/** A customer that is there, with what lines may be compared with. */
export interface KnownCustomer {
  row: Customer;
  fields: CustomerFields;
  rules: PlanningRules;
  standard: Address | undefined;
}

/** The short lists of the unit, and which column takes a word of which. */
const listColumns = {
  category: ['category', 'categoryId'],
  profile: ['profile', 'profileId'],
  payment_method: ['payment-method', 'paymentMethodId'],
  payment_term: ['payment-term', 'paymentTermId'],
} as const satisfies Record<string, readonly [PresetList, keyof CustomerFields]>;

/** Customers by their reference: the one of the other system, else our number (CAD-CS-04). */
export const customersTarget: ImportTarget = {
  code: 'customers',
  columns: customerColumns,
  keepsUnknown: true,
  options: [],
  open: async (ctx, scope, run) => {
    const unit = await findBusinessUnit(ctx.db.read, scope.companyId, scope.businessUnitId);
    if (!unit) throw notFound('businessUnitId');
    return new CustomersRun(ctx, scope, run, countryOf(unit));
  },
  undo: undoCustomer,
};

class CustomersRun implements TargetRun {
  readonly #ctx: Context;
  readonly #scope: BusinessUnitScope;
  readonly #run: RunOf;
  readonly #country: string | null;
  #team: Team = nobody;
  /** Of the unit, by name. */
  #zones: ZoneNames = new Map();
  /** Of the batch: what an undone trial made is not there in the next one. */
  #presets = new Map<string, string>();

  constructor(ctx: Context, scope: BusinessUnitScope, run: RunOf, country: string | null) {
    this.#ctx = ctx;
    this.#scope = scope;
    this.#run = run;
    this.#country = country;
  }

  keyOf(cells: ReadonlyMap<string, string>): string {
    const key = cells.get('reference')?.trim() ?? '';
    if (key === '') throw new LineProblem('key-missing', 'reference');
    return key;
  }

  async find(tx: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, KnownCustomer>> {
    const { businessUnitId } = this.#scope;
    const presets = await listPresets(tx, businessUnitId);
    this.#presets = new Map(presets.map(({ list, key, id }) => [`${list}:${key}`, id]));
    if (this.#run.fields.has('service_zone')) this.#zones = await zoneNames(tx, businessUnitId);
    if (this.#run.fields.has('assignment')) this.#team = await loadTeam(tx, businessUnitId);
    const rows = await findCustomersByReference(tx, businessUnitId, keys);
    const ids = [...rows.values()].map(({ id }) => id);
    const tags = Map.groupBy(await listTags(tx, businessUnitId, ids), (tag) => tag.customerId);
    const sites = await listAddresses(tx, businessUnitId, ids);
    const standard = new Map(sites.filter((one) => one.isStandard).map((one) => [one.customerId, one]));
    const wanted = await listTechniciansOfCustomers(tx, businessUnitId, ids);
    return new Map(
      [...rows].map(([key, row]) => {
        const fields = recordFields(
          row,
          (tags.get(row.id) ?? []).map(({ tag }) => tag),
        );
        const rules = rulesOfCustomer(row, wanted.get(row.id) ?? []);
        return [key, { row, fields, rules, standard: standard.get(row.id) }];
      }),
    );
  }

  async create(tx: Queries, row: ImportRow): Promise<ImportEffect[]> {
    const fields = await this.#fieldsOf(tx, row, null);
    if (!fields['name']) throw new LineProblem('required', 'name');
    const clean = this.#clean({
      status: 'active',
      ...fields,
      ...(row.key === null ? {} : { externalReference: row.key }),
    });
    // Before the customer is written: a line is taken whole or not at all.
    const address = hasAddress(row.cells) ? addressOfRow(row.cells, '', undefined, this.#country) : null;
    const rules = this.#rulesOf(row, noRules);
    const written = await this.#write(tx, { customerId: null, fields: clean });
    const { customerId, accessId } = written;
    const revision = await this.#writeRules(tx, written, rules);
    const effects: ImportEffect[] = [
      { outcome: 'created', recordType: 'customer', recordId: customerId, revision, before: { accessId } },
    ];
    if (address)
      effects.push(
        await writeAddressOfRow(this.#ctx, tx, this.#scope, { ...address, customerId }, undefined),
      );
    return effects;
  }

  async update(tx: Queries, row: ImportRow, existing: unknown): Promise<ImportEffect[]> {
    const { row: customer, fields: before, rules: rulesBefore, standard } = existing as KnownCustomer;
    const clean = this.#clean(await this.#fieldsOf(tx, row, before));
    const address = hasAddress(row.cells)
      ? addressOfRow(row.cells, customer.id, standard, this.#country)
      : null;
    const rules = this.#rulesOf(row, rulesBefore);
    const written = this.#isSo(customer, before, clean)
      ? { customerId: customer.id, revision: customer.revision, changed: [] }
      : await this.#write(tx, { customerId: customer.id, fields: clean });
    const revision = await this.#writeRules(tx, written, rules);
    const recordType = 'customer';
    const recordId = customer.id;
    const { changed } = written;
    const effects: ImportEffect[] =
      revision === customer.revision
        ? [{ outcome: 'unchanged', recordType, recordId }]
        : [
            {
              outcome: 'updated',
              recordType,
              recordId,
              revision,
              before: { ...pickBefore(before, changed, clean), ...(rules ? { rules: rulesBefore } : {}) },
            },
          ];
    if (address) {
      const effect = await writeAddressOfRow(this.#ctx, tx, this.#scope, address, standard);
      if (effect.outcome !== 'unchanged') effects.push(effect);
    }
    return effects;
  }

  /** Most lines of a file that comes back change nothing: no lock, no other look. */
  #isSo(
    { language }: Customer,
    before: CustomerFields,
    given: ReturnType<typeof readCustomerFields>,
  ): boolean {
    const after = mergedFields(before, given, { country: this.#country, language });
    return changesOf(before, after).changed.length === 0;
  }

  #clean(fields: Record<string, unknown>): ReturnType<typeof readCustomerFields> {
    try {
      return readCustomerFields(fields, this.#country);
    } catch (error) {
      throw asLineProblem(error, columnOfField);
    }
  }

  async #write(
    tx: Queries,
    { customerId, fields }: { customerId: string | null; fields: ReturnType<typeof readCustomerFields> },
  ) {
    try {
      return await writeCustomer(this.#ctx, tx, this.#scope, { customerId, revision: null, fields });
    } catch (error) {
      throw asLineProblem(error, columnOfField);
    }
  }

  #rulesOf({ cells }: ImportRow, before: PlanningRules): PlanningRules | null {
    const rules = rulesOfRow(cells, before, this.#team, this.#zones);
    if (rules)
      try {
        requireSoundRules(rules);
      } catch (error) {
        throw asLineProblem(error, columnOfField);
      }
    return rules;
  }

  /** Returns the customer's revision as it is then. */
  async #writeRules(
    tx: Queries,
    { customerId, revision }: { customerId: string; revision: number },
    rules: PlanningRules | null,
  ): Promise<number> {
    if (rules === null) return revision;
    try {
      const input = { ...rules, customerId, revision };
      return (await writePlanningRules(this.#ctx, tx, this.#scope, input)).revision;
    } catch (error) {
      throw asLineProblem(error, columnOfField);
    }
  }

  /** What a line says of a customer, with what it refers to as ids. */
  async #fieldsOf(
    tx: Queries,
    row: ImportRow,
    before: CustomerFields | null,
  ): Promise<Record<string, unknown>> {
    const fields = fieldsOfRow(row);
    const status = statusOfRow(row, before?.status ?? null);
    if (status !== null) fields['status'] = status;
    for (const [column, [list, field]] of Object.entries(listColumns)) {
      const cell = row.cells.get(column);
      if (cell !== undefined) fields[field] = cell.trim() === '' ? null : await this.#preset(tx, list, cell);
    }
    const parent = row.cells.get('parent_reference');
    if (parent !== undefined) {
      const parentId = await this.#parent(tx, parent.trim());
      if (parentId !== undefined) fields['parentId'] = parentId;
    }
    const email = row.cells.get('responsible_email');
    if (email !== undefined) fields['responsibleId'] = await this.#responsible(tx, email.trim());
    return fields;
  }

  /** A word of a list of the unit; one that is not there yet is added to it. */
  async #preset(tx: Queries, list: PresetList, cell: string): Promise<string> {
    const name = cell.trim().replaceAll(/\s+/g, ' ');
    const key = keyOf(name);
    const known = this.#presets.get(`${list}:${key}`);
    if (known !== undefined) return known;
    if (name.length > 100) throw new LineProblem('too-long', columnOfList(list));
    const id = this.#ctx.ids.newId();
    const { businessUnitId } = this.#scope;
    await insertRows(tx, 'preset', [{ id, businessUnitId, list, name, key, position: this.#presets.size }]);
    this.#presets.set(`${list}:${key}`, id);
    return id;
  }

  /** undefined: an earlier line of a trial would have made it. @throws LineProblem `unknown`. */
  async #parent(tx: Queries, reference: string): Promise<string | null | undefined> {
    if (reference === '') return null;
    const found = await findCustomersByReference(tx, this.#scope.businessUnitId, [reference]);
    const id = found.get(reference)?.id;
    if (id !== undefined) return id;
    if (this.#run.trial && this.#run.earlier.has(reference)) return undefined;
    throw new LineProblem('unknown', 'parent_reference');
  }

  async #responsible(tx: Queries, email: string): Promise<string | null> {
    if (email === '') return null;
    const found = await findStaffUsersByEmail(tx, email.toLowerCase());
    const own = found.find(({ companyId }) => companyId === this.#scope.companyId);
    if (!own) throw new LineProblem('unknown', 'responsible_email');
    return own.id;
  }
}

function columnOfList(list: PresetList): string {
  return Object.entries(listColumns).find(([, [one]]) => one === list)?.[0] ?? list;
}

/** What fields were that are others now, so that writing them puts the customer back. */
function pickBefore(
  before: CustomerFields,
  changed: readonly (keyof CustomerFields)[],
  given: ReturnType<typeof readCustomerFields>,
): Record<string, unknown> {
  const was: Record<string, unknown> = Object.fromEntries(changed.map((field) => [field, before[field]]));
  // Custom fields are set one by one: a new one goes by being nothing.
  if (changed.includes('customFields'))
    was['customFields'] = Object.fromEntries(
      Object.keys(given.customFields ?? {}).map((code) => [code, before.customFields[code] ?? null]),
    );
  if (changed.includes('taxId')) was['taxIdKind'] = before.taxIdKind;
  return was;
}
