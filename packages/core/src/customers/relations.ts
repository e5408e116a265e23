import { listPresets, listStaffRoles, lockCustomer, type Customer, type Queries } from '@itinera/db';
import type { PresetList } from '../shared/customers.ts';
import { ItineraError } from '../shared/errors.ts';
import { isId, notFound } from '../shared/ids.ts';
import type { CustomerChanges } from './customer-fields.ts';
import { isGone } from './is-gone.ts';

interface Unit {
  companyId: string;
  businessUnitId: string;
}

/** The field of a customer that takes a value of each list. */
export const presetFields = {
  categoryId: 'category',
  profileId: 'profile',
  paymentMethodId: 'payment-method',
  paymentTermId: 'payment-term',
} as const satisfies Partial<Record<keyof Customer, PresetList>>;
type PresetField = keyof typeof presetFields;

/**
 * What a customer refers to must be there for it: a parent that is not its own descendant, values of the unit's lists,
 * somebody who works for the unit. What it referred to before it may go on with.
 * @throws ItineraError `not-found`, `invalid` (`parentId` with reason `cycle`; a list's field with reason `inactive`).
 */
export async function requireRelations(
  tx: Queries,
  unit: Unit,
  before: Customer | null,
  changes: CustomerChanges,
): Promise<void> {
  const { parentId, responsibleId } = changes;
  if (parentId && parentId !== before?.parentId) await requireParent(tx, unit, before?.id ?? null, parentId);
  const chosen = (Object.keys(presetFields) as PresetField[]).filter(
    (field) => changes[field] && changes[field] !== before?.[field],
  );
  if (chosen.length > 0) await requirePresets(tx, unit, changes, chosen);
  if (responsibleId && responsibleId !== before?.responsibleId)
    await requireResponsible(tx, unit, responsibleId);
}

/** Locks the whole line of ancestors: whoever makes one of them a descendant at the same moment waits, and sees it. */
async function requireParent(
  tx: Queries,
  { businessUnitId }: Unit,
  customerId: string | null,
  parentId: string,
): Promise<void> {
  let next: string | null = parentId;
  while (next !== null) {
    if (next === customerId)
      throw new ItineraError('invalid', 'parentId: the customer would be above itself: choose another', {
        field: 'parentId',
        reason: 'cycle',
      });
    const ancestor: Customer | undefined = isId(next)
      ? await lockCustomer(tx, businessUnitId, next)
      : undefined;
    if (!ancestor || (next === parentId && isGone(ancestor))) throw notFound('parentId');
    next = ancestor.parentId;
  }
}

async function requirePresets(
  tx: Queries,
  { businessUnitId }: Unit,
  changes: CustomerChanges,
  fields: readonly PresetField[],
): Promise<void> {
  const presets = await listPresets(tx, businessUnitId);
  for (const field of fields) {
    const preset = presets.find(({ id, list }) => id === changes[field] && list === presetFields[field]);
    if (!preset) throw notFound(field);
    if (!preset.active)
      throw new ItineraError('invalid', `${field}: "${preset.name}" is not offered any more`, {
        field,
        reason: 'inactive',
      });
  }
}

async function requireResponsible(
  tx: Queries,
  { companyId, businessUnitId }: Unit,
  staffUserId: string,
): Promise<void> {
  const roles = isId(staffUserId) ? await listStaffRoles(tx, companyId, staffUserId) : [];
  if (!roles.some((role) => role.businessUnitId === businessUnitId)) throw notFound('responsibleId');
}
