import { findTechnician, noteReading } from '@itinera/db';
import { z } from 'zod';
import { keepNew } from '../calendars/keep-new.ts';
import type { Context } from '../context.ts';
import { notFound } from '../shared/ids.ts';
import * as field from './fields.ts';
import { systemScope } from './organisation.ts';
import { parse } from './parse.ts';

const place = z.object({ lon: field.longitude, lat: field.latitude });
const calendarSchema = z.object({
  businessUnitId: field.id,
  technicianId: field.id,
  name: field.text,
  /** Where it is; nobody asks there before it is stale. */
  url: z.url(),
  staleAfter: field.seconds,
  times: z.array(
    z.object({ start: field.instant, end: field.instant, place: place.nullable().default(null) }),
  ),
});
export type NewReadCalendar = z.input<typeof calendarSchema>;

/** A calendar of a technician as if it had just been read: what it said is known, and it is asked when it is stale. */
export async function makeReadCalendar(
  ctx: Context,
  input: NewReadCalendar,
): Promise<{ calendarId: string }> {
  const { businessUnitId, technicianId, url, times, ...known } = parse(calendarSchema, input, 'calendar');
  const scope = await systemScope(ctx, businessUnitId);
  const technician = await findTechnician(ctx.db.read, scope.companyId, technicianId);
  if (!technician) throw notFound('technicianId');
  const calendarId = await keepNew(ctx, scope, {
    ...known,
    technician,
    host: new URL(url).host,
    source: { kind: 'ical', url },
    times: times.map((time) => ({ ...time, location: null })),
    version: null,
  });
  const nextReadAt = ctx.clock.now() + known.staleAfter;
  await ctx.db.write((tx) => noteReading(tx, calendarId, { nextReadAt }));
  return { calendarId };
}
