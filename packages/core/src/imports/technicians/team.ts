import { findStaffEmails, listTechniciansOfBusinessUnit, type Queries, type Technician } from '@itinera/db';
import { LineProblem } from '../problems.ts';

/** The technicians of a unit as files name them: by their e-mail, else that of the staff user they are. */
export interface Team {
  byId: ReadonlyMap<string, Technician>;
  emailOf: ReadonlyMap<string, string>;
  byEmail: ReadonlyMap<string, Technician[]>;
}

export const nobody: Team = { byId: new Map(), emailOf: new Map(), byEmail: new Map() };

export async function loadTeam(q: Queries, businessUnitId: string): Promise<Team> {
  const technicians = await listTechniciansOfBusinessUnit(q, businessUnitId);
  const users = technicians.flatMap(({ staffUserId }) => (staffUserId === null ? [] : [staffUserId]));
  const staff = await findStaffEmails(q, users);
  const emailOf = new Map<string, string>();
  for (const { id, email, staffUserId } of technicians) {
    const known = email ?? (staffUserId === null ? undefined : staff.get(staffUserId));
    if (known !== undefined) emailOf.set(id, known.toLowerCase());
  }
  const named = technicians.filter(({ id }) => emailOf.has(id));
  const byId = new Map(technicians.map((one) => [one.id, one]));
  return { byId, emailOf, byEmail: Map.groupBy(named, ({ id }) => emailOf.get(id) ?? '') };
}

/** Whom an e-mail means. @throws LineProblem `unknown`; `conflict` where two technicians have it. */
export function technicianOf({ byEmail }: Team, field: string, email: string): Technician {
  const [found, ...others] = byEmail.get(email.trim().toLowerCase()) ?? [];
  if (!found) throw new LineProblem('unknown', field);
  if (others.length > 0) throw new LineProblem('conflict', field);
  return found;
}
