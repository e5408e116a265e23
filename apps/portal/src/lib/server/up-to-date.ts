import { json } from '@sveltejs/kit';
import { timeText } from '../format/dates.ts';
import { signedIn } from './signed-in.ts';
import { readerOf, type Reader } from './visit-view.ts';

/** The time at which a page is right, on the unit's clock. */
export function asOfText({ language, now, zone }: Reader): string {
  return timeText(now, zone, language);
}

/** Whether an open page is out of date: what it would be marked with now. `visit` null: the first page. */
export async function markAnswer(locals: App.Locals, visit: string | null): Promise<Response> {
  const { mark } = await locals.core.visits.mark(signedIn(locals), visit);
  return json({ mark, asOf: asOfText(readerOf(locals)) }, { headers: { 'cache-control': 'no-store' } });
}
