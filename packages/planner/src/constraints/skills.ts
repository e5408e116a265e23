import type { TechnicianConstraint } from './constraint.ts';

/** Every skill the request asks for, at its level or above. */
export const skills: TechnicianConstraint = {
  code: 'skills',
  of: 'technician',
  refuses(query, technician) {
    const needed = query.request.skills;
    if (needed === undefined) return false;
    for (const skill in needed) {
      const level = Object.hasOwn(technician.skills, skill) ? technician.skills[skill]! : 0;
      if (level < needed[skill]!) return true;
    }
    return false;
  },
};
