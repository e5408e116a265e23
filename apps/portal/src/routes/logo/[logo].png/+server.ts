import type { RequestHandler } from './$types';
import { error } from '@sveltejs/kit';

/** The logo of the company whose portal this is, under the hash of its bytes: browsers keep it for good. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const picture = await locals.core.businessUnits.publicLogo(locals.portal.businessUnitId, params.logo);
  if (!picture) error(404, 'Not found');
  return new Response(new Uint8Array(picture), {
    headers: {
      'content-type': 'image/png',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
};
