import type { PageServerLoad } from './$types';
import { homeLinks } from '#lib/server/action-links.ts';
import type { CustomerIntervention } from '@itinera/core';
import { signedIn } from '#lib/server/signed-in.ts';
import { asOfText } from '#lib/server/up-to-date.ts';
import { historyView, readerOf, visitView } from '#lib/server/visit-view.ts';

/** Entries of recent activity on the home page. */
const recentShown = 6;

export const load: PageServerLoad = async ({ locals }) => {
  const scope = signedIn(locals);
  const reader = readerOf(locals);
  const { home, progress, mark } = await locals.core.visits.home(scope);
  const view = (visit: CustomerIntervention) => visitView(visit, reader, progress[visit.id]);
  const sent = await locals.core.requests.sent(scope);
  const open = home.upcoming.filter((visit) => visit.id !== home.next?.id);
  return {
    mark,
    asOf: asOfText(reader),
    welcome: locals.portal.welcome,
    firstName: scope.personName.split(/\s+/)[0] ?? '',
    canBook: home.canBook,
    actions: homeLinks(home),
    hasSent: sent.length > 0,
    next: home.next && view(home.next),
    waiting: open.filter((visit) => visit.promise === null).map(view),
    upcoming: open.filter((visit) => visit.promise !== null).map(view),
    recent: home.recent.slice(0, recentShown).map((entry) => historyView(entry, reader)),
  };
};
