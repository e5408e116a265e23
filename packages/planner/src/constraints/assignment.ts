import type { TechnicianConstraint } from './constraint.ts';

/** `only` names the technicians who may come (an empty list: nobody), `exclude` those who may not. */
export const assignment: TechnicianConstraint = {
  code: 'assignment',
  of: 'technician',
  refuses(query, technician) {
    const wish = query.request.technicians;
    if (wish === undefined) return false;
    if (wish.only !== undefined && !wish.only.includes(technician.id)) return true;
    return wish.exclude !== undefined && wish.exclude.includes(technician.id);
  },
};
