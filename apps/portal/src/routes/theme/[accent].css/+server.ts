import type { RequestHandler } from './$types';
import { error } from '@sveltejs/kit';
import { parseColour } from '@itinera/core/shared';
import { themeCss } from '#lib/theme/theme-css.ts';

/**
 * The colours as a file of its own, `<accent>.css` or `<accent>-<background>.css`: pages need no inline style, and
 * browsers keep it for good.
 */
export const GET: RequestHandler = ({ params }) => {
  const colours = params.accent.split('-').map(parseColour);
  const [accent, background = null] = colours;
  if (!accent || colours.length > 2 || colours.includes(null)) error(404, 'Not found');
  return new Response(themeCss(accent, background), {
    headers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    },
  });
};
