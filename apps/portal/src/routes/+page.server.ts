import type { PageServerLoad } from './$types';
import { homeLinks } from '#lib/server/action-links.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { historyView, readerOf, visitView } from '#lib/server/visit-view.ts';

/** Entries of recent activity on the home page. */
const recentShown = 6;

export const load: PageServerLoad = async ({ locals }) => {
  const scope = signedIn(locals);
  const reader = readerOf(locals);
  const home = await locals.core.interventions.home(scope);
  const open = home.upcoming.filter((visit) => visit.id !== home.next?.id);
  return {
    welcome: locals.portal.welcome,
    firstName: scope.personName.split(/\s+/)[0] ?? '',
    canBook: home.canBook,
    actions: homeLinks(home),
    next: home.next && visitView(home.next, reader),
    waiting: open.filter((visit) => visit.promise === null).map((visit) => visitView(visit, reader)),
    upcoming: open.filter((visit) => visit.promise !== null).map((visit) => visitView(visit, reader)),
    recent: home.recent.slice(0, recentShown).map((entry) => historyView(entry, reader)),
  };
};
