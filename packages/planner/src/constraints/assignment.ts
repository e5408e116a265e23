import type { SlotQuery } from '../problem/types.ts';
import type { TechnicianConstraint } from './constraint.ts';

/** `only` names the technicians who may come (an empty list: nobody), `exclude` those who may not. */
export const assignment: TechnicianConstraint = {
  code: 'assignment',
  of: 'technician',
  refuses: (query, { id }) => isRefused(query, id),
  keep(technicians) {
    const ids = technicians.map(({ id }) => id);
    return (query) =>
      query.request.technicians === undefined ? undefined : (owner) => isRefused(query, ids[owner]!);
  },
};

function isRefused({ request: { technicians: wish } }: SlotQuery, id: string): boolean {
  if (wish === undefined) return false;
  if (wish.only !== undefined && !wish.only.includes(id)) return true;
  return wish.exclude !== undefined && wish.exclude.includes(id);
}
