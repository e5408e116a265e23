import { FieldPath } from '../field-path.ts';
import type { SlotQuery } from '../problem/types.ts';
import {
  TechnicianCheck,
  validateQuery,
  validateQuestion,
  validateTechnicians,
} from '../problem/validate-query.ts';
import { goals } from '../ranking/goal.ts';
import { buildOffer } from './build-offer.ts';
import type { Offer, SlotSearch, WindowOffer } from '../result/types.ts';
import type { TravelTimes } from '../travel/types.ts';
import { AskedTravel } from '../route/asked-travel.ts';
import { TechnicianChoices } from './choices.ts';
import { DayStore } from '../prepare/day-store.ts';
import type { PreparedQuery } from '../prepare/prepared-days.ts';
import { GapSpace } from '../route/gap-space.ts';
import { PlaceIndex } from '../route/place-index.ts';
import { fillOwnLegs } from '../route/own-legs.ts';
import { AllChoices, ranked, WindowChoices } from './ranked-choices.ts';
import { Rejections } from './rejections.ts';
import { RequestLegs } from './request-legs.ts';
import { RouteSearch } from './search-route.ts';
import type { SearchState } from './state.ts';
import { selectRoutes } from './select-routes.ts';
import { timeRoute } from '../route/time-route.ts';
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
  const { query, asked, store, check } = opened(question, travel);
  const rejections = new Rejections();
  const windows = layWindows(query, rejections);
  const { place } = query.request;
  const places = store?.places ?? new PlaceIndex();
  const legs = place === null ? undefined : new RequestLegs(query, place, travel.topSpeed, places);
  const goal = query.goal ?? goals.relevance;
  const state: SearchState = { query, goal, windows, routes: [], reaches: [], legs };
  const choices = new TechnicianChoices(windows.starts.length);
  const search = new RouteSearch(state, choices, rejections);
  const space = new GapSpace();
  const untimed = selectRoutes(state, search, rejections, space, { check, store });
  // From here on the store may change; what was taken out of it stays as it is.
  await fillOwnLegs(
    untimed.map((index) => state.routes[index]!),
    asked,
  );
  for (const index of untimed) {
    const route = state.routes[index]!;
    timeRoute(route);
    legs?.lookInto(index, route, state.reaches[index]!);
  }
  await legs?.ask(asked);

  const { best, all } = searchRoutes(state, search, choices);
  const { cells, calls, estimated } = asked;
  const offers = offersOf(state, best, all);
  space.giveBack();
  return {
    ...offers,
    rejected: rejections.result(),
    travel: { cells, calls, estimated },
  };
}

/** A query that may be asked: all of it is what its types promise, but for what `check` is still to look at. */
interface OpenedQuery {
  /** With its technicians as a list. */
  query: SlotQuery;
  asked: AskedTravel;
  /** The technicians as they were prepared, if they were. */
  store?: DayStore;
  /** Where they were not: validates them one by one. */
  check?: TechnicianCheck;
}

function opened(question: SlotQuery | PreparedQuery, travel: TravelTimes): OpenedQuery {
  new FieldPath().record('query', question);
  const { technicians } = question;
  if (technicians instanceof DayStore) {
    validateQuestion(question, (ids) => technicians.unknownVisit(ids));
    const query = { ...question, technicians: technicians.technicians };
    return { query, asked: new AskedTravel(travel), store: technicians };
  }
  const query = question as SlotQuery;
  const check = new TechnicianCheck(query.technicians);
  // What is replaced has to be among the visits: these are validated first.
  if (query.request?.replaces !== undefined) {
    validateQuery(query);
    return { query, asked: new AskedTravel(travel) };
  }
  try {
    validateQuestion(query, () => undefined);
    return { query, asked: new AskedTravel(travel), check };
  } catch (fault) {
    // A fault of the technicians is told first.
    validateTechnicians(query.technicians);
    throw fault;
  }
}

/** Searches technician by technician: a technician's days compete for a window, then the technicians do. */
function searchRoutes(
  state: SearchState,
  search: RouteSearch,
  choices: TechnicianChoices,
): { best: WindowChoices; all: AllChoices } {
  const { query, routes, windows } = state;
  const best = new WindowChoices(windows.starts.length, routes);
  const all = new AllChoices();
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
    const { start, end } = offer.window;
    return { start, end, best: offer, technicians: best.technicians[window]! };
  });
  if (result === 'windows') {
    return { windows, offers: ranked(taken, best, routes).map((window) => bestOffers.get(window)!) };
  }
  const entries = ranked([...Array(all.count).keys()], all.columns, routes);
  const wanted = result === 'all' ? entries : entries.slice(0, result.top);
  return { windows, offers: wanted.map((entry) => buildOffer(state, all.columns, entry)) };
}
