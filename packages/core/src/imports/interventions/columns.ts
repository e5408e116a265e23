import { addressColumns, customerColumns } from '../customers/columns.ts';
import type { ImportColumn } from '../target.ts';

/** Before a column that speaks of the customer. */
export const customerPrefix = 'customer.';

/**
 * CAD-IM-02: what a file may say of an intervention. What it says beyond that (title, row_type, accounting.*,
 * financial.* …) is kept with it under the column's header.
 */
export const interventionColumns: readonly ImportColumn[] = [
  { field: 'id', names: ['intervention_id'] },
  {
    field: 'reference',
    names: ['cref', 'ref', 'external reference', 'riferimento', 'référence', 'referência'],
  },
  { field: 'intervention_type_id', names: ['type_id'] },
  {
    field: 'intervention_type_reference',
    names: ['type', 'type_reference', 'tipo', 'attività', 'activité', 'atividade'],
  },
  { field: 'business_unit_id', names: [] },
  { field: 'business_unit_search_code', names: [] },
  { field: 'status', names: ['stato', 'statut', 'situação'] },
  {
    field: 'scheduled_start_at',
    names: ['planned start', 'inizio previsto', 'début prévu', 'início previsto'],
  },
  { field: 'scheduled_end_at', names: ['planned end', 'fine prevista', 'fin prévue', 'fim previsto'] },
  { field: 'appointment', names: ['appuntamento', 'rendez-vous', 'agendamento'] },
  { field: 'duration', names: ['durata', 'durée', 'duração'] },
  { field: 'assignee_email', names: ['assignee', 'technician', 'tecnico', 'technicien', 'técnico'] },
  ...addressColumns,
  { field: 'comment', names: ['comments', 'commento', 'commentaire', 'comentário'] },
  { field: 'report.status', names: ['result'] },
  { field: 'report.comment', names: [] },
  { field: 'start_at', names: ['started_at'] },
  { field: 'end_at', names: ['closed_at'] },
  { field: 'cancel_reason', names: [] },
  { field: 'cancel_details', names: [] },
  ...customerColumns.map(({ field, names }) => ({
    field: `${customerPrefix}${field}`,
    names:
      field === 'reference'
        ? ['customer_reference', 'customer', 'cliente', 'client']
        : names.map((name) => `${customerPrefix}${name}`),
  })),
];

/** The cells that speak of the customer, under their own names. */
export function customerCells(cells: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...cells].flatMap(([field, cell]): [string, string][] =>
      field.startsWith(customerPrefix) ? [[field.slice(customerPrefix.length), cell]] : [],
    ),
  );
}
