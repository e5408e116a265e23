import type { Database } from '@itinera/db';
import type { TravelTimes } from '@itinera/planner';
import type { Logger } from 'pino';
import type { CoreConfig } from './config.ts';
import type { Keys } from './keys.ts';
import type { Mailer } from './notifications/mailer.ts';
import type { EpochSeconds } from './shared/units.ts';

/** The outside world, injected: a test or another host gives its own. */
export interface Outside {
  clock: { now(): EpochSeconds };
  /** UUIDv7: sortable by the time of making. */
  ids: { newId(): string };
  travel: TravelTimes;
  mailer: Mailer;
  logger: Logger;
}

/** What every use case is given besides its scope and input. */
export interface Context extends Outside {
  config: CoreConfig;
  db: Database;
  keys: Keys;
}
