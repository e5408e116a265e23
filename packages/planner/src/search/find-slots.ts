import { FieldPath } from '../field-path.ts';
import type { SlotQuery } from '../problem/types.ts';
import { validateQuery, validateQuestion } from '../problem/validate-query.ts';
import { goals } from '../ranking/goal.ts';
import { buildOffer } from './build-offer.ts';
import type { Offer, SlotSearch, WindowOffer } from '../result/types.ts';
import type { TravelTimes } from '../travel/types.ts';
import { AskedTravel } from '../route/asked-travel.ts';
import { TechnicianChoices } from './choices.ts';
import { DayStore } from '../prepare/day-store.ts';
import type { PreparedQuery } from '../prepare/prepared-days.ts';
import { PlaceIndex } from '../route/place-index.ts';
import { fillOwnLegs } from '../route/own-legs.ts';
import { AllChoices, ranked, WindowChoices } from './ranked-choices.ts';
import { Rejections } from './rejections.ts';
import { askRequestLegs } from './request-legs.ts';
import { RouteSearch } from './search-route.ts';
import type { SearchState } from './state.ts';
import { selectRoutes } from './select-routes.ts';
import { timeBackward, timeForward } from '../route/time-route.ts';
import { layWindows } from './windows.ts';

/**
 * Finds every window that a technician can promise, exactly as docs/planner.md sections 3 to 5 define it, and ranks
 * them.
 *
 * `technicians` may be prepared (`prepareDays`): the same answer, sooner.
 *
 * @throws PlannerError when the query is not what its types promise (the message names the field and the relation), or
 *   when the provider's answer has the wrong shape; what the provider itself throws passes through.
 */
export async function findSlots(
  question: SlotQuery | PreparedQuery,
  travel: TravelTimes,
): Promise<SlotSearch> {
  const { query, store } = validated(question);
  const rejections = new Rejections();
  const asked = new AskedTravel(travel);
  const windows = layWindows(query, rejections);
  const { routes, reaches, untimed, gaps } = selectRoutes(query, windows, rejections, store);
  const places = store?.places ?? new PlaceIndex(gaps.own.length / 4);
  // From here on the store may change; what was taken out of it stays as it is.
  await fillOwnLegs(untimed, gaps, asked);
  for (const route of untimed) {
    timeForward(route, gaps);
    timeBackward(route, gaps);
  }
  const { place } = query.request;
  const selected = { query, routes, reaches };
  const legs = place === null ? undefined : await askRequestLegs(selected, place, places, asked);
  const state: SearchState = { ...selected, goal: query.goal ?? goals.relevance, windows, legs };

  const { best, all } = searchRoutes(state, rejections);
  const { cells, calls, estimated } = asked;
  const offers = offersOf(state, best, all);
  return {
    ...offers,
    rejected: rejections.result(),
    travel: { cells, calls, estimated },
  };
}

/** A query that is what its types promise, its technicians as a list; and these as they were prepared. */
function validated(question: SlotQuery | PreparedQuery): { query: SlotQuery; store?: DayStore } {
  new FieldPath().record('query', question);
  const { technicians } = question;
  if (technicians instanceof DayStore) {
    validateQuestion(question, (ids) => technicians.unknownVisit(ids));
    return { query: { ...question, technicians: technicians.technicians }, store: technicians };
  }
  const query = question as SlotQuery;
  validateQuery(query);
  return { query };
}

/** Searches technician by technician: a technician's days compete for a window, then the technicians do. */
function searchRoutes(state: SearchState, rejections: Rejections): { best: WindowChoices; all: AllChoices } {
  const { query, routes, windows } = state;
  const best = new WindowChoices(windows.starts.length, routes);
  const all = new AllChoices();
  if (routes.length === 0) return { best, all };
  const choices = new TechnicianChoices(windows.starts.length);
  const search = new RouteSearch(state, choices, rejections);
  for (let i = 0; i < routes.length;) {
    const { owner } = routes[i]!;
    choices.begin(owner);
    for (; i < routes.length && routes[i]!.owner === owner; i++) search.search(i);
    best.add(choices);
    if (query.result !== undefined && query.result !== 'windows') all.add(choices);
  }
  search.finish();
  return { best, all };
}

/** Writes the offers out: the best of each window, and the ranked list that the query asks for. */
function offersOf(
  state: SearchState,
  best: WindowChoices,
  all: AllChoices,
): Pick<SlotSearch, 'windows' | 'offers'> {
  const { query, routes } = state;
  const result = query.result ?? 'windows';
  const taken = best.taken();
  const bestOffers = new Map<number, Offer>();
  const windows = taken.map((window): WindowOffer => {
    const offer = buildOffer(state, best, window);
    bestOffers.set(window, offer);
    return { ...offer.window, best: offer, technicians: best.technicians[window]! };
  });
  if (result === 'windows') {
    return { windows, offers: ranked(taken, best, routes).map((window) => bestOffers.get(window)!) };
  }
  const entries = ranked([...Array(all.count).keys()], all.columns, routes);
  const wanted = result === 'all' ? entries : entries.slice(0, result.top);
  return { windows, offers: wanted.map((entry) => buildOffer(state, all.columns, entry)) };
}
