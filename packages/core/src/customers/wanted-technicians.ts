import { findLastTechnician, listCustomerTechnicians, type Customer, type Queries } from '@itinera/db';

/**
 * Who may come to a customer, or comes rather than others (CAD-PL-21). Who came last is looked up anew each time. A
 * restriction that names nobody (only "who came last", and nobody ever came) is none: otherwise nobody could ever come.
 */
export async function wantedTechnicians(
  q: Queries,
  { businessUnitId, id, assignmentMode, assignmentLast }: Customer,
): Promise<{ only?: string[]; prefer?: string[] }> {
  if (assignmentMode === null) return {};
  const named = await listCustomerTechnicians(q, businessUnitId, id);
  const last = assignmentLast ? await findLastTechnician(q, businessUnitId, id) : undefined;
  const wanted = [...new Set(last === undefined ? named : [...named, last])];
  if (wanted.length === 0) return {};
  return assignmentMode === 'restrict' ? { only: wanted } : { prefer: wanted };
}
