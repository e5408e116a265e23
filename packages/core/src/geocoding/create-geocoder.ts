import type { Logger } from 'pino';
import type { CoreConfig } from '../config.ts';
import type { Clock } from '../outside/clock.ts';
import type { Geocoder } from '../outside/geocoder.ts';
import { collectedAddresses } from './collected-addresses.ts';
import { guardedGeocoder } from './guarded.ts';
import { nominatim } from './nominatim.ts';
import { photon } from './photon.ts';
import type { CollectedAddress } from './types.ts';

/** Milliseconds for one question: people wait for it while they type. */
const timeout = 1200;

/** Both servers answer with OpenStreetMap's data, and so is the demo's list. */
const attribution = '© OpenStreetMap contributors';

/** The installation's geocoder: a server, or a list of addresses where none is configured; null: neither. */
export function createGeocoder(
  { geocoder, backofficeUrl }: Pick<CoreConfig, 'geocoder' | 'backofficeUrl'>,
  outside: { clock: Clock; logger: Logger },
  addresses?: readonly CollectedAddress[],
): Geocoder | null {
  if (!geocoder) return addresses ? { ...collectedAddresses(addresses), attribution } : null;
  const server = { url: geocoder.url, timeout, userAgent: `Itinera (${backofficeUrl})` };
  const asked = geocoder.kind === 'nominatim' ? nominatim(server) : photon(server);
  return { ...guardedGeocoder(asked, outside), attribution };
}
