import { languages } from '@itinera/core/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { absenceFields } from '../technician-input.ts';
import { id, revision, validate } from '../validate.ts';

const word = z.string('must be text').max(320, 'is too long');
const skill = z.object({
  code: word,
  name: z.partialRecord(z.enum(languages, 'must be a language of the portal'), word),
});
const team = z.object({
  name: word,
  leaderId: id.nullable(),
  technicianIds: z.array(id).max(500, 'are too many'),
});
const absence = z.object({ ...absenceFields, activityTypeId: id.nullable() });
const oneSkill = z.object({ skillId: id });
const oneTeam = z.object({ teamId: id });
const oneAbsence = z.object({ unitAbsenceId: id });

/** What groups technicians and concerns all of them: skills, teams, and when work of the unit rests. */
export function teamRoutes({ core: { technicians } }: Services) {
  return new Hono<UnitEnv>()
    .get('/', async (c) => c.json(await technicians.overview(c.get('scope'))))
    .post('/skills', validate('json', skill), async (c) =>
      c.json(await technicians.saveSkill(c.get('scope'), c.req.valid('json')), 201),
    )
    .put('/skills/:skillId', validate('param', oneSkill), validate('json', skill), async (c) =>
      c.json(
        await technicians.saveSkill(c.get('scope'), { ...c.req.valid('json'), ...c.req.valid('param') }),
      ),
    )
    .post('/teams', validate('json', team), async (c) =>
      c.json(await technicians.saveTeam(c.get('scope'), c.req.valid('json')), 201),
    )
    .put(
      '/teams/:teamId',
      validate('param', oneTeam),
      validate('json', team.extend({ revision })),
      async (c) =>
        c.json(
          await technicians.saveTeam(c.get('scope'), { ...c.req.valid('json'), ...c.req.valid('param') }),
        ),
    )
    .delete('/teams/:teamId', validate('param', oneTeam), async (c) => {
      await technicians.deleteTeam(c.get('scope'), c.req.valid('param'));
      return c.json({ deleted: true });
    })
    .post('/absences', validate('json', absence), async (c) =>
      c.json(await technicians.saveUnitAbsence(c.get('scope'), c.req.valid('json')), 201),
    )
    .put(
      '/absences/:unitAbsenceId',
      validate('param', oneAbsence),
      validate('json', absence.extend({ revision })),
      async (c) =>
        c.json(
          await technicians.saveUnitAbsence(c.get('scope'), {
            ...c.req.valid('json'),
            absenceId: c.req.valid('param').unitAbsenceId,
          }),
        ),
    )
    .delete('/absences/:unitAbsenceId', validate('param', oneAbsence), async (c) => {
      await technicians.deleteUnitAbsence(c.get('scope'), {
        absenceId: c.req.valid('param').unitAbsenceId,
      });
      return c.json({ deleted: true });
    });
}
