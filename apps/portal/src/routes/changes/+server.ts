import type { RequestHandler } from './$types';
import { markAnswer } from '#lib/server/up-to-date.ts';

/** Asked by the open home page itself. */
export const GET: RequestHandler = ({ locals }) => markAnswer(locals, null);
