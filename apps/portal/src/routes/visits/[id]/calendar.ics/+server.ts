import type { RequestHandler } from './$types';
import { error } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { calendarFile } from '#lib/server/calendar.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readerOf, visitView } from '#lib/server/visit-view.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const visit = await locals.core.interventions.forAccess(signedIn(locals), params.id);
  const { promise } = visit;
  if (!promise) error(404, 'Not found');
  const view = visitView(visit, readerOf(locals));
  const words = {
    title: `${visit.typeName} · ${locals.portal.name}`,
    description: [
      m.calendar_window({ time: view.when?.time ?? '' }),
      ...(view.duration ? [m.takes_about({ duration: view.duration })] : []),
      ...(visit.reference ? [m.visit_reference({ reference: visit.reference })] : []),
      ...(view.technician ? [m.visit_with({ name: view.technician })] : []),
    ]
      .join('\n')
      .replaceAll('\u2060', ''), // holds a line together; nothing for calendars
  };
  const about = {
    company: locals.portal.name,
    host: url.hostname,
    now: locals.core.clock.now(),
    url: `${url.origin}/visits/${encodeURIComponent(visit.id)}`,
  };
  return new Response(calendarFile({ ...visit, promise }, words, about), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="${(visit.reference ?? 'visit').replaceAll(/[^\w-]/g, '')}.ics"`,
    },
  });
};
