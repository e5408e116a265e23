import type { RequestHandler } from './$types';
import { redirect } from '@sveltejs/kit';
import { refusalIn } from '#lib/errors/refusal.ts';
import { sessionToken } from '#lib/server/signed-in.ts';

/** One's own data as a file; who has not proven lately that it is they does so first. */
export const GET: RequestHandler = async (event) => {
  // Whoever only looks at the portal as a customer sees it has proven nothing.
  if (event.locals.preview !== null) redirect(303, '/account/change?then=data');
  try {
    const file = await event.locals.core.personalData.exportOwn(sessionToken(event));
    return new Response(JSON.stringify(file, null, 2), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="personal-data.json"',
      },
    });
  } catch (error) {
    if (refusalIn(error)?.reason !== 'proof-needed') throw error;
    redirect(303, '/account/change?then=data');
  }
};
