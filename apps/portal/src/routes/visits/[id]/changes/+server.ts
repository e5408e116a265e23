import type { RequestHandler } from './$types';
import { markAnswer } from '#lib/server/up-to-date.ts';

/** Asked by the open page of a visit itself. */
export const GET: RequestHandler = ({ locals, params }) => markAnswer(locals, params.id);
