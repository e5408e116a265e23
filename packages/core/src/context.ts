import type { Database } from '@itinera/db';
import type { TravelTimes } from '@itinera/planner';
import type { Logger } from 'pino';
import type { ApiCallLog } from './api-call-log.ts';
import type { SearchDesk } from './search-desk.ts';
import type { CoreConfig } from './config.ts';
import type { Keys } from './keys.ts';
import type { Clock } from './outside/clock.ts';
import type { Geocoder } from './outside/geocoder.ts';
import type { Ids } from './outside/ids.ts';
import type { Mailer } from './outside/mailer.ts';
import type { PasswordCost } from './outside/password-cost.ts';
import type { SmsSender } from './outside/sms-sender.ts';
import type { Web } from './outside/web.ts';

/** The outside world, injected: a test or another host gives its own. */
export interface Outside {
  clock: Clock;
  ids: Ids;
  travel: TravelTimes;
  /** null: this installation has none; addresses are put on the map by hand. */
  geocoder: Geocoder | null;
  mailer: Mailer;
  /** null: this installation sends no text messages, whatever a unit's channels say. */
  smsSender: SmsSender | null;
  /** Bytes that files of one customer, and of one business unit, may take. */
  fileRoom: { customer: number; unit: number };
  /** For addresses that people typed: what they may lead to is guarded. */
  web: Web;
  logger: Logger;
}

/** What every use case is given besides its scope and input. */
export interface Context extends Outside {
  config: CoreConfig;
  db: Database;
  keys: Keys;
  /** Of staff. */
  passwordCost: PasswordCost;
  searches: SearchDesk;
  apiCalls: ApiCallLog;
  /** Where people of the portal hand in what they write of their addresses. */
  addressChanges: SearchDesk;
}

/** Gives a use case its context; a refusal is an ItineraError. */
export type Bind = <A extends unknown[], R>(
  useCase: (ctx: Context, ...args: A) => Promise<R>,
) => (...args: A) => Promise<R>;
