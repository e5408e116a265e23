import { Hono } from 'hono';
import { z } from 'zod';
import type { Services, UnitEnv } from '../context.ts';
import { id, revision, validate } from '../validate.ts';

const technician = validate('param', z.object({ technicianId: id }));
const one = validate('param', z.object({ technicianId: id, calendarId: id }));
const word = z.string('must be text').max(500, 'is too long');
const seconds = z.int('must be a whole number of seconds');

/** What an address, a name or a limit must be like is the domain's affair. */
const added = z.object({
  kind: z.enum(['ical', 'caldav'], 'must be ical or caldav'),
  name: word,
  address: z.string('must be text').max(2000, 'is too long'),
  userName: word.optional(),
  password: word.optional(),
  staleAfter: seconds.optional(),
});
const granted = z.object({ provider: z.enum(['google', 'microsoft'], 'must be google or microsoft') });
const finished = z.object({
  state: z.string('must be text').min(1, 'must not be empty').max(4000, 'is too long'),
  code: z.string('must be text').min(1, 'must not be empty').max(4000, 'is too long'),
});
const edited = z.object({
  name: word,
  staleAfter: seconds,
  revision,
});

/** The calendars of a technician that are read, and the feed of their own work. */
export function calendarRoutes({ core: { calendars, feeds } }: Services) {
  return new Hono<UnitEnv>()
    .get('/:technicianId/calendars', technician, async (c) =>
      c.json(await calendars.list(c.get('scope'), c.req.valid('param').technicianId)),
    )
    .post('/:technicianId/calendars', technician, validate('json', added), async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') };
      return c.json(await calendars.add(c.get('scope'), input), 201);
    })
    .post('/:technicianId/calendars/grants', technician, validate('json', granted), async (c) => {
      const input = { ...c.req.valid('param'), ...c.req.valid('json') };
      return c.json(await calendars.startGrant(c.get('scope'), input));
    })
    .put('/:technicianId/calendars/:calendarId', one, validate('json', edited), async (c) => {
      await calendars.edit(c.get('scope'), { ...c.req.valid('param'), ...c.req.valid('json') });
      return c.json({});
    })
    .delete('/:technicianId/calendars/:calendarId', one, async (c) => {
      await calendars.remove(c.get('scope'), c.req.valid('param'));
      return c.json({});
    })
    .post('/:technicianId/calendars/:calendarId/read', one, async (c) =>
      c.json(await calendars.readNow(c.get('scope'), c.req.valid('param'))),
    )
    .get('/:technicianId/feed', technician, async (c) =>
      c.json(await feeds.state(c.get('scope'), c.req.valid('param').technicianId)),
    )
    .post('/:technicianId/feed', technician, async (c) =>
      c.json(await feeds.make(c.get('scope'), c.req.valid('param'))),
    )
    .delete('/:technicianId/feed', technician, async (c) => {
      await feeds.revoke(c.get('scope'), c.req.valid('param'));
      return c.json({});
    });
}

/** What somebody comes back with who let us read the calendar of an account. */
export function calendarGrantRoutes({ core: { calendars } }: Services) {
  return new Hono<UnitEnv>().post('/', validate('json', finished), async (c) =>
    c.json(await calendars.finishGrant(c.get('scope'), c.req.valid('json')), 201),
  );
}
