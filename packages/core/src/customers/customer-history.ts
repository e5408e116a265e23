import {
  eventsOfSubject,
  findAccess,
  findCustomers,
  findStaffUser,
  listAddresses,
  listPresets,
  listServiceZones,
  type Event,
  type Queries,
} from '@itinera/db';
import { findApiKey } from '@itinera/db/api-keys';
import { isId } from '../shared/ids.ts';
import { customerFieldNames } from './customer-fields.ts';
import { displayName } from './display-name.ts';
import { customerHistoryKinds, type CustomerHistoryEntry, type FieldChange } from './record-types.ts';

const mostEntries = 100;

interface Unit {
  companyId: string;
  businessUnitId: string;
}

/** What happened to a customer's record, the newest first: who, when, what it was and is, in words. */
export async function customerHistory(
  q: Queries,
  unit: Unit,
  customerId: string,
): Promise<CustomerHistoryEntry[]> {
  const events = await eventsOfSubject(q, unit.businessUnitId, { type: 'customer', id: customerId });
  const told = events
    .filter(({ kind }) => (customerHistoryKinds as readonly string[]).includes(kind))
    .slice(-mostEntries)
    .reverse();
  const nameOf = await namesIn(q, unit, customerId, told);

  return told.map((event) => ({
    at: event.at,
    kind: event.kind as CustomerHistoryEntry['kind'],
    actorName: nameOf(event.actorId),
    byCustomer: event.actorType === 'access',
    changes: changesIn(event, nameOf),
  }));
}

type NameOf = (id: unknown) => string | null;

/** The names of everybody and everything that these events refer to by id. */
async function namesIn(
  q: Queries,
  { companyId, businessUnitId }: Unit,
  customerId: string,
  events: readonly Event[],
): Promise<NameOf> {
  const names = new Map<string, string>();
  for (const { id, name } of await listPresets(q, businessUnitId)) names.set(id, name);
  for (const { id, name } of await listServiceZones(q, businessUnitId)) names.set(id, name);
  for (const { id, label, line1 } of await listAddresses(q, businessUnitId, [customerId]))
    names.set(id, label || line1);
  const parents = new Set<string>();
  const staff = new Set<string>();
  const people = new Set<string>();
  const keys = new Set<string>();
  for (const { actorType, actorId, data } of events) {
    if (actorId !== null) (actorType === 'access' ? people : actorType === 'api' ? keys : staff).add(actorId);
    for (const side of sidesOf(data)) {
      const { parentId, responsibleId } = side;
      if (typeof parentId === 'string' && isId(parentId)) parents.add(parentId);
      if (typeof responsibleId === 'string' && isId(responsibleId)) staff.add(responsibleId);
    }
  }
  for (const row of await findCustomers(q, businessUnitId, [...parents])) names.set(row.id, displayName(row));
  for (const id of staff) {
    const user = await findStaffUser(q, companyId, id);
    if (user) names.set(id, user.name);
  }
  for (const id of people) {
    const access = await findAccess(q, businessUnitId, id);
    if (access) names.set(id, access.name);
  }
  for (const id of keys) {
    const key = await findApiKey(q, businessUnitId, id);
    if (key) names.set(id, key.name);
  }
  return (id) => (typeof id === 'string' ? (names.get(id) ?? null) : null);
}

type Side = Record<string, unknown>;

function sideOf(value: unknown): Side {
  return typeof value === 'object' && value !== null ? (value as Side) : {};
}

function sidesOf(data: unknown): Side[] {
  const { was, is } = sideOf(data);
  return [sideOf(was), sideOf(is)];
}

function changesIn({ kind, data }: Event, nameOf: NameOf): FieldChange[] {
  if (kind === 'customer.status-changed') {
    const { from, to } = sideOf(data);
    return typeof from === 'string' || typeof to === 'string'
      ? [{ field: 'status', detail: null, was: textOf(from), is: textOf(to) }]
      : [];
  }
  const [was = {}, is = {}] = sidesOf(data);
  // Hours and preferences are told by the page that has them.
  if (kind === 'customer.planning-rules-changed') return [];
  const detail =
    kind === 'customer.contact-changed'
      ? textOf(is['name'] ?? was['name'])
      : nameOf(sideOf(data)['addressId']);
  // A store may have put the keys in another order.
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort(
    (a, b) => placeOf(a) - placeOf(b),
  );
  return fields.flatMap((field) => {
    if (field === 'customFields') return customFieldChanges(sideOf(was[field]), sideOf(is[field]));
    // Why an address has no place is told where it stands.
    if (field === 'notLocatedBecause' || isUsual(kind, field, is[field])) return [];
    const name = (value: unknown) =>
      field.endsWith('Id') && field !== 'taxId' ? nameOf(value) : textOf(value);
    const change = { field, detail, was: name(was[field]), is: name(is[field]) };
    return change.was === change.is ? [] : [change];
  });
}

/** What a new address is like unless somebody says otherwise. */
function isUsual(kind: string, field: string, value: unknown): boolean {
  if (kind !== 'customer.address-added') return false;
  return (field === 'isStandard' && value === false) || (field === 'active' && value === true);
}

function placeOf(field: string): number {
  return (customerFieldNames as readonly string[]).indexOf(field);
}

function customFieldChanges(was: Side, is: Side): FieldChange[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((code) => {
    return { field: 'customFields', detail: code, was: textOf(was[code]), is: textOf(is[code]) };
  });
}

/** A value as one text, `yes` or `no` among them; nothing, or an empty one, is null. */
function textOf(value: unknown): string | null {
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'string' ? one : pairText(sideOf(one)))).join(', ') || null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' && value !== '' ? value : null;
}

function pairText({ label, value }: Side): string {
  return `${textOf(label) ?? ''}: ${textOf(value) ?? ''}`;
}
