import type { Metres, Place, Seconds } from '../units.ts';
import { askLegs } from './ask-legs.ts';
import { copyCell, emptyDraft, spread, toPartial, toTable, withCells } from './draft.ts';
import type { Draft } from './draft.ts';
import { TravelError } from './error.ts';
import { groupMissing } from './missing-pairs.ts';
import { distinctPlaces, pairKey, placesAt } from './places.ts';
import type { TravelTable, TravelTimes } from './types.ts';

/** A kept road time of one direction of one pair. `seconds` -1: no road; `metres` -1: not known. */
export interface StoredTravel {
  /** `lon,lat;lon,lat`, degrees with at most six decimals. */
  key: string;
  seconds: Seconds;
  metres: Metres;
}

/** Where road times are kept. It belongs to one road network and profile; how long it keeps them is its own affair. */
export interface TravelStore {
  /** Those of the keys that it has, in any order. It may be asked for thousands at once. */
  getMany(keys: string[]): Promise<StoredTravel[]>;
  putMany(entries: StoredTravel[]): Promise<void>;
}

/**
 * `inner` behind a store: only pairs that the store lacks are asked for, in as few questions as their pattern
 * allows, and road times are kept; estimates never are. When `inner` fails it fails too, with a TravelError
 * whose `partial` holds the kept pairs, so both `withFallback(cached(osrm), estimate)` and
 * `cached(withFallback(osrm, estimate))` answer kept pairs as road and the others as marked estimates.
 * A store that fails costs its help, never the answer: `onStoreError` sees it.
 */
export function cached(
  inner: TravelTimes,
  store: TravelStore,
  options: { onStoreError?: (error: unknown) => void } = {},
): TravelTimes & Required<Pick<TravelTimes, 'legs'>> {
  async function recall(draft: Draft, keys: string[]): Promise<void> {
    try {
      const kept = new Map((await store.getMany([...new Set(keys)])).map((entry) => [entry.key, entry]));
      keys.forEach((key, cell) => {
        const entry = kept.get(key);
        if (!entry) return;
        draft.seconds[cell] = entry.seconds;
        draft.metres[cell] = entry.metres;
        draft.missing[cell] = 0;
      });
    } catch (error) {
      options.onStoreError?.(error);
    }
  }

  async function keep(draft: Draft, keys: string[], asked: number[]): Promise<void> {
    const entries = new Map<string, StoredTravel>();
    for (const cell of asked) {
      if (draft.missing[cell] === 1 || draft.estimated[cell] === 1) continue;
      const key = keys[cell] as string;
      entries.set(key, { key, seconds: draft.seconds[cell] as number, metres: draft.metres[cell] as number });
    }
    if (entries.size === 0) return;
    try {
      await store.putMany([...entries.values()]);
    } catch (error) {
      options.onStoreError?.(error);
    }
  }

  /** Fills what is missing by `questions`, keeps what came, and returns the failure if there was one. */
  async function complete(
    draft: Draft,
    keys: string[],
    questions: Question[],
  ): Promise<TravelError | undefined> {
    let failure: TravelError | undefined;
    for (const { cells, ask } of questions) {
      try {
        const found = withCells(await ask(), cells.length);
        cells.forEach((cell, at) => copyCell(draft, cell, found, at));
      } catch (error) {
        failure = asTravelError(error);
        const { partial } = failure;
        if (!partial) break; // A server that is down is not asked again for the rest.
        cells.forEach((cell, at) => {
          if (partial.missing[at] === 0) copyCell(draft, cell, partial.table, at);
        });
      }
    }
    await keep(
      draft,
      keys,
      questions.flatMap((question) => question.cells),
    );
    return failure;
  }

  const travel: TravelTimes & Required<Pick<TravelTimes, 'legs'>> = {
    async table(from, to) {
      const rows = distinctPlaces(from);
      const columns = distinctPlaces(to);
      const width = columns.places.length;
      const keys = rows.keys.flatMap((start) => columns.keys.map((end) => `${start};${end}`));
      const draft = emptyDraft(keys.length);
      await recall(draft, keys);
      const questions = groupMissing(draft.missing, rows.places.length, width).map((group) => ({
        cells: group.rows.flatMap((row) => group.columns.map((column) => row * width + column)),
        ask: () => inner.table(placesAt(rows.places, group.rows), placesAt(columns.places, group.columns)),
      }));
      const failure = await complete(draft, keys, questions);
      return answer(spread(draft, width, rows.index, columns.index), failure);
    },
    async legs(from, to) {
      const keys = from.map((place, leg) => pairKey(place, to[leg] as Place));
      const draft = emptyDraft(keys.length);
      await recall(draft, keys);
      const cells = [...keys.keys()].filter((leg) => draft.missing[leg] === 1);
      const ask = (): Promise<TravelTable> => askLegs(inner, placesAt(from, cells), placesAt(to, cells));
      const failure = await complete(draft, keys, cells.length > 0 ? [{ cells, ask }] : []);
      return answer(draft, failure);
    },
  };
  if (inner.topSpeed !== undefined) travel.topSpeed = inner.topSpeed;
  return travel;
}

/** `ask` answers the draft's `cells`, in this order. */
interface Question {
  cells: number[];
  ask: () => Promise<TravelTable>;
}

function answer(draft: Draft, failure: TravelError | undefined): TravelTable {
  if (!failure) return toTable(draft);
  throw new TravelError(failure.code, failure.message, { partial: toPartial(draft), cause: failure });
}

function asTravelError(error: unknown): TravelError {
  if (error instanceof TravelError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new TravelError('unavailable', `The travel times behind the cache failed: ${message}`, {
    cause: error,
  });
}
