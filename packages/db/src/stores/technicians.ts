import { and, asc, eq, gte, inArray, lt, lte } from 'drizzle-orm';
import type { Queries } from '../engine/database.ts';
import type { Absence, Skill, Technician, TechnicianException } from '../rows.ts';
import { forUpdate } from '../engine/locks.ts';
import { notOver } from './not-over.ts';

/** A technician with everything a work day is made of. */
export interface TechnicianCalendar {
  technician: Technician;
  /** Skill code -> level. */
  skills: Record<string, number>;
  exceptions: TechnicianException[];
  absences: Absence[];
}

export async function listSkills(q: Queries, companyId: string): Promise<Skill[]> {
  const { skill } = q.tables;
  return q.select().from(skill).where(eq(skill.companyId, companyId)).orderBy(asc(skill.code));
}

export async function listTechnicians(q: Queries, companyId: string): Promise<Technician[]> {
  const { technician: t } = q.tables;
  return q.select().from(t).where(eq(t.companyId, companyId)).orderBy(asc(t.name), asc(t.id));
}

/** Those who work for the unit, active or not. */
export async function listTechniciansOfBusinessUnit(
  q: Queries,
  businessUnitId: string,
): Promise<Technician[]> {
  const { technician, technicianBusinessUnit: link } = q.tables;
  const rows = await q
    .select({ technician })
    .from(technician)
    .innerJoin(link, eq(link.technicianId, technician.id))
    .where(and(eq(link.businessUnitId, businessUnitId), eq(link.active, true)))
    .orderBy(asc(technician.name), asc(technician.id));
  return rows.map((row) => row.technician);
}

export async function findTechnician(
  q: Queries,
  companyId: string,
  id: string,
): Promise<Technician | undefined> {
  const { technician: t } = q.tables;
  const [row] = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), eq(t.id, id)));
  return row;
}

/** The names of these technicians, by id. */
export async function listTechniciansNamed(
  q: Queries,
  companyId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { technician: t } = q.tables;
  const rows = await q
    .select({ id: t.id, name: t.name })
    .from(t)
    .where(and(eq(t.companyId, companyId), inArray(t.id, [...ids])));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Keeps whoever asks for the same technician waiting until this write ends. */
export async function lockTechnician(tx: Queries, companyId: string, id: string): Promise<void> {
  const { technician: t } = tx.tables;
  await forUpdate(
    tx,
    tx
      .select({ id: t.id })
      .from(t)
      .where(and(eq(t.companyId, companyId), eq(t.id, id))),
  );
}

/** Local dates, both included, and the instants around them. */
export interface CalendarRange {
  fromDate: string;
  toDate: string;
  from: number;
  to: number;
}

/**
 * The active technicians of a unit (or those named) with skills, the exceptions of `[fromDate, toDate]` and the
 * absences that touch `[from, to)`, with everything between the first and the last of those that come again.
 */
export async function loadTechnicianCalendars(
  q: Queries,
  businessUnitId: string,
  range: CalendarRange,
  technicianIds?: readonly string[],
): Promise<TechnicianCalendar[]> {
  const technicians = (await listTechniciansOfBusinessUnit(q, businessUnitId)).filter(
    ({ id, status }) => status === 'active' && (technicianIds === undefined || technicianIds.includes(id)),
  );
  return calendarsOf(q, technicians, range);
}

/** The same for technicians of a company by id, active or not: whoever has work has a day. */
export async function loadCalendarsById(
  q: Queries,
  companyId: string,
  range: CalendarRange,
  technicianIds: readonly string[],
): Promise<TechnicianCalendar[]> {
  const { technician: t } = q.tables;
  const technicians = await q
    .select()
    .from(t)
    .where(and(eq(t.companyId, companyId), inArray(t.id, [...technicianIds])))
    .orderBy(asc(t.id));
  return calendarsOf(q, technicians, range);
}

async function calendarsOf(
  q: Queries,
  technicians: readonly Technician[],
  range: CalendarRange,
): Promise<TechnicianCalendar[]> {
  const { technicianSkill, skill, technicianException: exception, absence } = q.tables;
  const ids = technicians.map(({ id }) => id);
  const skills = await q
    .select({ technicianId: technicianSkill.technicianId, code: skill.code, level: technicianSkill.level })
    .from(technicianSkill)
    .innerJoin(skill, eq(skill.id, technicianSkill.skillId))
    .where(inArray(technicianSkill.technicianId, ids));
  const exceptions = await q
    .select()
    .from(exception)
    .where(
      and(
        inArray(exception.technicianId, ids),
        gte(exception.date, range.fromDate),
        lte(exception.date, range.toDate),
      ),
    )
    .orderBy(asc(exception.date));
  const absences = await q
    .select()
    .from(absence)
    .where(
      and(inArray(absence.technicianId, ids), lt(absence.startsAt, range.to), notOver(absence, range.from)),
    )
    .orderBy(asc(absence.startsAt), asc(absence.id));
  const own = (id: string) => (row: { technicianId: string }) => row.technicianId === id;
  return technicians.map((technician) => ({
    technician,
    skills: Object.fromEntries(skills.filter(own(technician.id)).map(({ code, level }) => [code, level])),
    exceptions: exceptions.filter(own(technician.id)),
    absences: absences.filter(own(technician.id)),
  }));
}

/** The skills of these technicians, with their names. */
export async function listSkillsOfTechnicians(
  q: Queries,
  companyId: string,
  technicianIds: readonly string[],
): Promise<{ technicianId: string; skill: Skill; level: number }[]> {
  const { technicianSkill: link, skill } = q.tables;
  return q
    .select({ technicianId: link.technicianId, skill, level: link.level })
    .from(link)
    .innerJoin(skill, and(eq(skill.companyId, link.companyId), eq(skill.id, link.skillId)))
    .where(and(eq(link.companyId, companyId), inArray(link.technicianId, [...technicianIds])))
    .orderBy(asc(skill.code));
}
