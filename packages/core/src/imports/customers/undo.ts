import { findCustomer, listTechniciansOfBusinessUnit, type ImportLine, type Queries } from '@itinera/db';
import { isCustomerUsed, removeCustomer, removeUnusedAccess, type ImportUndoing } from '@itinera/db/imports';
import { appendEvent } from '../../audit/append-event.ts';
import type { Context } from '../../context.ts';
import type { CustomerChanges } from '../../customers/customer-fields.ts';
import { writePlanningRules } from '../../customers/planning-rules.ts';
import type { PlanningRules } from '../../customers/planning-rules-types.ts';
import { writeCustomer } from '../../customers/write-customer.ts';
import type { BusinessUnitScope } from '../../scopes.ts';
import { undoAddress } from '../addresses/undo.ts';

/**
 * Takes a customer of an import back: a new one goes, with the access it was given, where nothing refers to it and
 * nobody has signed in; a changed one gets back the fields that the import changed. What was changed since stays.
 */
export async function undoCustomer(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  line: ImportLine,
): Promise<ImportUndoing> {
  if (line.recordType === 'address') return undoAddress(ctx, tx, scope, line);
  const { businessUnitId } = scope;
  const { recordId, outcome, before } = line;
  const row = recordId === null ? undefined : await findCustomer(tx, businessUnitId, recordId);
  if (!row || row.erasedAt !== null || before === null) return 'gone';
  if (row.revision !== line.revision) return 'changed';
  if (outcome === 'updated') {
    const { rules, ...fields } = before as CustomerChanges & { rules?: PlanningRules };
    // Somebody they named works for the unit no more.
    if (rules && !(await areOurs(tx, businessUnitId, rules.technicianIds))) return 'changed';
    const { revision } = await writeCustomer(ctx, tx, scope, {
      customerId: row.id,
      revision: row.revision,
      fields,
    });
    if (rules) await writePlanningRules(ctx, tx, scope, { ...rules, customerId: row.id, revision });
    return 'undone';
  }
  const { accessId } = before as { accessId: string | null };
  if (await isCustomerUsed(tx, businessUnitId, row.id, accessId)) return 'in-use';
  if (accessId !== null && !(await removeUnusedAccess(tx, businessUnitId, accessId))) return 'in-use';
  await removeCustomer(tx, businessUnitId, row.id);
  await appendEvent(ctx, tx, scope, {
    kind: 'customer.removed',
    subjectType: 'customer',
    subjectId: row.id,
    data: { reason: 'import-undone' },
  });
  return 'undone';
}

async function areOurs(q: Queries, businessUnitId: string, ids: readonly string[]): Promise<boolean> {
  const ours = new Set((await listTechniciansOfBusinessUnit(q, businessUnitId)).map(({ id }) => id));
  return ids.every((id) => ours.has(id));
}
