import { findBusinessUnit, listAddresses, type Address, type Queries } from '@itinera/db';
import { findCustomersByReference } from '@itinera/db/imports';
import { countryOf } from '../../business-units/country.ts';
import type { Context } from '../../context.ts';
import type { AddressFields } from '../../customers/address-types.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { isId, notFound } from '../../shared/ids.ts';
import { readBoolean } from '../cells.ts';
import { addressColumns, serviceZoneColumn } from '../customers/columns.ts';
import { LineProblem } from '../problems.ts';
import type { ImportColumn, ImportEffect, ImportRow, ImportTarget, TargetRun } from '../target.ts';
import { zoneNames, zoneOfCells, type ZoneNames } from '../service-zones.ts';
import { addressOfRow } from './address-of-row.ts';
import { undoAddress } from './undo.ts';
import { writeAddressOfRow } from './write.ts';

export const addressFileColumns: readonly ImportColumn[] = [
  {
    field: 'customer_reference',
    required: true,
    names: ['customer', 'reference', 'cliente', 'riferimento cliente', 'client', 'référence client', 'kunde'],
  },
  { field: 'id', names: ['address id'] },
  { field: 'label', names: ['name', 'etichetta', 'nome', 'nom', 'libellé', 'bezeichnung'] },
  ...addressColumns,
  { field: 'standard', names: ['default', 'predefinito', 'principale', 'par défaut', 'padrão'] },
  { field: 'active', names: ['attivo', 'actif', 'ativo', 'aktiv'] },
  { field: 'access_notes', names: ['access', 'accesso', 'accès', 'acesso', 'zugang'] },
  { field: 'visit_notes', names: ['for the visit', 'per la visita', 'pour la visite', 'para a visita'] },
  { field: 'contact_name', names: ['contact', 'referente', 'contatto', 'contato', 'kontakt'] },
  { field: 'contact_phone', names: ['telefono', 'téléphone', 'telefone', 'phone', 'telefon'] },
  { field: 'zone', names: ['time zone', 'fuso orario', 'fuseau horaire', 'fuso horário', 'zeitzone'] },
  serviceZoneColumn,
];

/** An address that is there. */
interface Known {
  row: Address;
}

/**
 * Addresses of customers: by their own id where the file has it, else by the customer's reference with the label; of two
 * without a label the standard one.
 */
export const addressesTarget: ImportTarget = {
  code: 'addresses',
  columns: addressFileColumns,
  keepsUnknown: false,
  options: [],
  open: async (ctx, scope) => {
    const unit = await findBusinessUnit(ctx.db.read, scope.companyId, scope.businessUnitId);
    if (!unit) throw notFound('businessUnitId');
    return new AddressesRun(ctx, scope, countryOf(unit));
  },
  undo: undoAddress,
};

class AddressesRun implements TargetRun {
  readonly #ctx: Context;
  readonly #scope: BusinessUnitScope;
  readonly #country: string | null;
  #customers = new Map<string, string>();
  /** Of the unit, by name. */
  #zones: ZoneNames = new Map();

  constructor(ctx: Context, scope: BusinessUnitScope, country: string | null) {
    this.#ctx = ctx;
    this.#scope = scope;
    this.#country = country;
  }

  keyOf(cells: ReadonlyMap<string, string>): string {
    const reference = cells.get('customer_reference')?.trim() ?? '';
    if (reference === '') throw new LineProblem('key-missing', 'customer_reference');
    const id = cells.get('id')?.trim() ?? '';
    if (id !== '' && !isId(id)) throw new LineProblem('invalid', 'id');
    const label = (cells.get('label')?.trim() ?? '').toLowerCase();
    return JSON.stringify(id === '' ? [reference, label] : [reference, label, id]);
  }

  async find(tx: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    const { businessUnitId } = this.#scope;
    this.#zones = await zoneNames(tx, businessUnitId);
    const parts = keys.map((key) => [key, JSON.parse(key) as [string, string, string?]] as const);
    const customers = await findCustomersByReference(
      tx,
      businessUnitId,
      parts.map(([, [reference]]) => reference),
    );
    this.#customers = new Map([...customers].map(([reference, { id }]) => [reference, id]));
    const sites = await listAddresses(tx, businessUnitId, [...new Set(this.#customers.values())]);
    const found = new Map<string, Known>();
    for (const [key, [reference, label, id]] of parts) {
      const own = sites.filter(({ customerId }) => customerId === this.#customers.get(reference));
      const named = own.filter((site) => site.label.toLowerCase() === label);
      const row =
        id === undefined
          ? (named.find((site) => site.isStandard) ?? named[0])
          : own.find((site) => site.id === id);
      if (row) found.set(key, { row });
    }
    return found;
  }

  async create(tx: Queries, row: ImportRow): Promise<ImportEffect[]> {
    // An id that is nobody's here is not made: ids are ours to give.
    if (row.cells.get('id')?.trim()) throw new LineProblem('unknown', 'id');
    const customerId = this.#customers.get(row.cells.get('customer_reference')?.trim() ?? '');
    if (customerId === undefined) throw new LineProblem('unknown', 'customer_reference');
    const input = addressOfRow(row.cells, customerId, undefined, this.#country, this.#moreOf(row));
    return [await writeAddressOfRow(this.#ctx, tx, this.#scope, input, undefined)];
  }

  async update(tx: Queries, row: ImportRow, existing: unknown): Promise<ImportEffect[]> {
    const { row: before } = existing as Known;
    const input = addressOfRow(row.cells, before.customerId, before, this.#country, this.#moreOf(row));
    return [await writeAddressOfRow(this.#ctx, tx, this.#scope, input, before)];
  }

  #moreOf(row: ImportRow): Partial<AddressFields> {
    const serviceZoneId = zoneOfCells(row.cells, this.#zones);
    return { ...moreOf(row), ...(serviceZoneId !== undefined && { serviceZoneId }) };
  }
}

/** What only files of addresses say of them. */
function moreOf({ cells }: ImportRow): Partial<AddressFields> {
  const text = (field: string): string | undefined => cells.get(field)?.trim();
  const standard = readBoolean('standard', cells.get('standard') ?? '');
  const active = readBoolean('active', cells.get('active') ?? '');
  const orNull = (value: string | undefined) => (value === '' ? null : value);
  const parts = {
    label: text('label'),
    accessNotes: text('access_notes'),
    visitNotes: text('visit_notes'),
    contactName: orNull(text('contact_name')),
    contactPhone: orNull(text('contact_phone')),
    zone: orNull(text('zone')),
    isStandard: standard ?? undefined,
    active: active ?? undefined,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}
