import {
  travelLookup,
  type FetchedTravel,
  type Place,
  type TravelTable,
  type TravelTimes,
} from '@itinera/planner';

/**
 * Travel times fetched before a transaction, for use inside it: nothing in there waits for anybody.
 * `asking` asks the outside world and remembers; `known` answers from memory alone and fails with a TravelError
 * 'unknown-place' where somebody else's change made another leg necessary.
 */
export interface GatheredTravel {
  readonly asking: TravelTimes;
  known(): TravelTimes;
}

export function gatherTravel(outside: TravelTimes): GatheredTravel {
  const answers: FetchedTravel[] = [];
  // With the same top speed the planner leaves out the same legs inside as outside.
  const speed = outside.topSpeed === undefined ? {} : { topSpeed: outside.topSpeed };
  const { legs } = outside;
  return {
    asking: {
      ...speed,
      async table(from, to) {
        const table = await outside.table(from, to);
        answers.push({ from, to, table });
        return table;
      },
      ...(legs && {
        async legs(from: Place[], to: Place[]): Promise<TravelTable> {
          const table = await legs.call(outside, from, to);
          answers.push({ from, to, table, pairwise: true });
          return table;
        },
      }),
    },
    known: () => ({ ...travelLookup(...answers), ...speed }),
  };
}
