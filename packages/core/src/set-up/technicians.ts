import { insertRows, listSkills, type Queries } from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import * as field from './fields.ts';
import { parse } from './parse.ts';

const skillsSchema = z.object({
  companyId: field.id,
  skills: z.array(z.object({ code: field.text, name: field.localizedText })),
});

const absence = z
  .object({ startsAt: field.instant, endsAt: field.instant, reason: field.text })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, 'must begin before it ends');

export const skillLevels = z.record(z.string(), z.int().min(1, 'must be a level from 1 up'));

const technicianSchema = z.object({
  companyId: field.id,
  businessUnitIds: z.array(field.id).min(1, 'must hold a business unit'),
  staffUserId: field.id.nullable().default(null),
  name: field.text,
  colour: field.colour,
  /** Where the day begins and ends. */
  base: z.object({ label: field.text, lon: field.longitude, lat: field.latitude }),
  zone: field.zone,
  weeklyHours: field.weeklyHours,
  commute: z.enum(['working-time', 'own-time']).default('working-time'),
  /** Metres, straight line from the base. */
  maxDistance: z.int().positive().nullable().default(null),
  limits: z
    .object({ visits: z.int().positive(), work: field.seconds, travel: field.seconds, total: field.seconds })
    .partial()
    .nullable()
    .default(null),
  /** Skill code -> level. */
  skills: skillLevels.default({}),
  exceptions: z.array(z.object({ date: field.date, hours: field.hours })).default([]),
  absences: z.array(absence).default([]),
});
export type NewSkillsInput = z.input<typeof skillsSchema>;
export type NewTechnicianInput = z.input<typeof technicianSchema>;

/** Makes the skills of a company. */
export async function makeSkills(ctx: Context, input: NewSkillsInput): Promise<void> {
  const { companyId, skills } = parse(skillsSchema, input, 'skills');
  const rows = skills.map((skill) => ({ ...skill, id: ctx.ids.newId(), companyId }));
  await ctx.db.write((tx) => insertRows(tx, 'skill', rows));
}

/** Makes a technician with calendar, skills and absences, working for these business units. */
export async function makeTechnician(
  ctx: Context,
  input: NewTechnicianInput,
): Promise<{ technicianId: string }> {
  const given = parse(technicianSchema, input, 'technician');
  const { companyId, base, skills, exceptions, absences, businessUnitIds, limits, ...technician } = given;
  const technicianId = ctx.ids.newId();
  const own = { companyId, technicianId };
  await ctx.db.write(async (tx) => {
    const held = await skillIds(tx, companyId, skills, 'technician.skills');
    await insertRows(tx, 'technician', [
      {
        ...technician,
        id: technicianId,
        companyId,
        baseLabel: base.label,
        baseLon: base.lon,
        baseLat: base.lat,
        limits: limits && withoutUndefined(limits),
        createdAt: ctx.clock.now(),
      },
    ]);
    await insertRows(
      tx,
      'technicianBusinessUnit',
      businessUnitIds.map((businessUnitId) => ({ ...own, businessUnitId })),
    );
    await insertRows(
      tx,
      'technicianSkill',
      held.map((skill) => ({ ...own, ...skill })),
    );
    await insertRows(
      tx,
      'technicianException',
      exceptions.map((exception) => ({ ...own, ...exception })),
    );
    await insertRows(
      tx,
      'absence',
      absences.map((one) => ({ ...own, ...one, id: ctx.ids.newId() })),
    );
  });
  return { technicianId };
}

/** The ids of skills given by code; `invalid` names the code that the company does not have. */
export async function skillIds(
  tx: Queries,
  companyId: string,
  levels: Record<string, number>,
  name: string,
): Promise<{ skillId: string; level: number }[]> {
  const known = new Map((await listSkills(tx, companyId)).map((skill) => [skill.code, skill.id]));
  return Object.entries(levels).map(([code, level]) => {
    const skillId = known.get(code);
    if (skillId) return { skillId, level };
    throw new ItineraError('invalid', `${name}.${code}: the company has no such skill`, {
      field: `${name}.${code}`,
    });
  });
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never;
}
