import { DbError, indexMissingCustomers, openDatabase } from '@itinera/db';
import type { RecordedMatrix } from '@itinera/planner';
import { pino } from 'pino';
import { apiCallLog } from './api-call-log.ts';
import { ownAddressLimits } from './addresses/own.ts';
import { ConfigError, type CoreConfig } from './config.ts';
import type { Context, Outside } from './context.ts';
import { fileRoom } from './files/room.ts';
import { createGeocoder } from './geocoding/create-geocoder.ts';
import type { CollectedAddress } from './geocoding/types.ts';
import { createKeys } from './keys.ts';
import { httpSmsGateway } from './notifications/http-sms-gateway.ts';
import { smtpMailer } from './notifications/smtp-mailer.ts';
import { systemClock } from './outside/clock.ts';
import { guardedWeb } from './outside/guarded-fetch.ts';
import { systemIds } from './outside/ids.ts';
import { passwordCost, type PasswordCost } from './outside/password-cost.ts';
import { searchDesk, type SearchLimits } from './search-desk.ts';
import { ItineraError } from './shared/errors.ts';
import { createTravel } from './travel/create-travel.ts';

/**
 * What a host or a test gives instead of the defaults. `recordedMatrix`: road times used when there
 * is no OSRM; `collectedAddresses`: what is known when there is no geocoder.
 */
export type CoreOutside = Partial<Outside> & {
  recordedMatrix?: RecordedMatrix | undefined;
  collectedAddresses?: readonly CollectedAddress[] | undefined;
  searchLimits?: SearchLimits | undefined;
  /** For tests, which sign in thousands of times. */
  passwordCost?: PasswordCost | undefined;
};

/**
 * Opens the store, brings it up to date, and gathers what use cases need.
 * @throws ConfigError when no mail can leave, ItineraError `unavailable` when the store cannot be opened.
 */
export async function createContext(config: CoreConfig, outside: CoreOutside): Promise<Context> {
  const mailer = outside.mailer ?? (config.smtp ? smtpMailer(config.smtp) : undefined);
  if (!mailer) throw new ConfigError('SMTP_URL must be set so that mail can leave');
  const clock = outside.clock ?? systemClock;
  const logger = outside.logger ?? pino({ level: config.logLevel });
  const ids = outside.ids ?? systemIds();
  const db = await openDatabase(config.store).catch(refuse);
  try {
    await db.migrate();
    await indexMissingCustomers(db);
  } catch (error) {
    await db.close();
    refuse(error);
  }
  return {
    config,
    db,
    keys: createKeys(config.secret),
    clock,
    ids,
    travel: outside.travel ?? createTravel(config, { db, clock, logger }, outside.recordedMatrix),
    geocoder: outside.geocoder ?? createGeocoder(config, { clock, logger }, outside.collectedAddresses),
    mailer,
    web: outside.web ?? guardedWeb(),
    fileRoom: outside.fileRoom ?? fileRoom,
    smsSender: outside.smsSender ?? (config.sms ? httpSmsGateway(config.sms, clock) : null),
    logger,
    apiCalls: apiCallLog(db, ids, logger),
    passwordCost: outside.passwordCost ?? passwordCost,
    searches: searchDesk(clock, outside.searchLimits),
    addressChanges: searchDesk(clock, ownAddressLimits),
  };
}

/** What the store could not do is `unavailable`; the cause stays with it, for the log. */
export function refuse(error: unknown): never {
  if (!(error instanceof DbError)) throw error;
  if (error.code === 'invalid-value')
    throw new ItineraError('invalid', 'The text holds characters that cannot be stored', { cause: error });
  throw new ItineraError('unavailable', `The store could not do it: ${error.message}`, { cause: error });
}
