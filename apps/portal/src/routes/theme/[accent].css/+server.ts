import type { RequestHandler } from './$types';
import { error } from '@sveltejs/kit';
import { parseColour } from '#lib/theme/contrast.ts';
import { themeCss } from '#lib/theme/theme-css.ts';

/** The accent as a file of its own: pages need no inline style, and browsers keep it for good. */
export const GET: RequestHandler = ({ params }) => {
  const accent = parseColour(params.accent);
  if (!accent) error(404, 'Not found');
  return new Response(themeCss(accent), {
    headers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
};
