import { insertRows, type Database } from '@itinera/db';
import { noteApiKeyUse, type NewApiCall } from '@itinera/db/api-keys';
import type { Logger } from 'pino';
import type { Ids } from './outside/ids.ts';

/** A call as it is noted; its key is known, whatever was answered. */
export type NotedCall = Omit<NewApiCall, 'id'>;

/** Where calls of other systems are noted. */
export interface ApiCallLog {
  /** Returns at once: nobody's answer waits for it. */
  note(call: NotedCall): void;
  /** When what was noted until now is stored, or could not be. */
  settled(): Promise<void>;
}

/** So many wait at most while the store is busy; what comes then is not noted, and the log of the process says so. */
const mostWaiting = 5000;

/** Notes calls in the order in which they come: while some are stored, the next gather, and go together. */
export function apiCallLog(db: Database, ids: Ids, logger: Logger): ApiCallLog {
  let waiting: NewApiCall[] = [];
  let lost = 0;
  let storing: Promise<void> | null = null;

  async function store(): Promise<void> {
    while (waiting.length > 0) {
      const calls = waiting;
      waiting = [];
      try {
        await db.write(async (tx) => {
          await insertRows(tx, 'apiCall', calls);
          for (const { businessUnitId, apiKeyId, at } of lastOfEachKey(calls))
            await noteApiKeyUse(tx, businessUnitId, apiKeyId, at);
        });
      } catch (error) {
        logger.error({ err: error, calls: calls.length }, 'calls of other systems could not be noted');
      }
    }
    if (lost > 0) logger.warn({ calls: lost }, 'more calls of other systems came than can be noted');
    lost = 0;
  }

  return {
    note(call) {
      if (waiting.length >= mostWaiting) {
        lost += 1;
        return;
      }
      waiting.push({ ...call, id: ids.newId() });
      storing ??= store().finally(() => {
        storing = null;
      });
    },
    async settled() {
      await storing;
    },
  };
}

function lastOfEachKey(calls: readonly NewApiCall[]): NewApiCall[] {
  return [...new Map(calls.map((call) => [call.apiKeyId, call])).values()];
}
