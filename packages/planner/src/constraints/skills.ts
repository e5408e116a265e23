import type { Technician } from '../problem/types.ts';
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
  keep(technicians) {
    const columns = levelsBySkill(technicians);
    const nobody = new Float64Array(technicians.length);
    return ({ request }) => {
      const needed = Object.entries(request.skills ?? {});
      if (needed.length === 0) return undefined;
      const levels = needed.map(([skill]) => columns.get(skill) ?? nobody);
      const least = needed.map(([, level]) => level);
      return (owner) => {
        for (let i = 0; i < levels.length; i++) if (levels[i]![owner]! < least[i]!) return true;
        return false;
      };
    };
  },
};

/** The level of each technician, by skill; 0 where the technician lacks it. */
function levelsBySkill(technicians: readonly Technician[]): Map<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  technicians.forEach((technician, owner) => {
    for (const [skill, level] of Object.entries(technician.skills)) {
      let column = columns.get(skill);
      if (column === undefined) columns.set(skill, (column = new Float64Array(technicians.length)));
      column[owner] = level;
    }
  });
  return columns;
}
