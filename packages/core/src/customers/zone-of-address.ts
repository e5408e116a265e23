import {
  listServiceZones,
  type Address,
  type Customer,
  type Queries,
  type ServedZone,
  type ServiceArea,
} from '@itinera/db';
import { isInArea } from '@itinera/planner';
import { ItineraError } from '../shared/errors.ts';

/** The service zone of an address, and why: it was put there by hand, its customer was, or it lies there. */
export interface ZoneOfAddress {
  id: string;
  name: string;
  /** `#rrggbb`. */
  colour: string;
  by: 'address' | 'customer' | 'place';
}

/** By what a service zone is the only one of its name, and by what a file names it. */
export function zoneKey(name: string): string {
  return name.trim().toLowerCase();
}

/** @throws ItineraError `invalid` (`serviceZoneId`, reason `not-ours`). */
export async function requireOwnZone(
  q: Queries,
  businessUnitId: string,
  serviceZoneId: string | null,
): Promise<void> {
  if (serviceZoneId === null) return;
  if ((await listServiceZones(q, businessUnitId)).some(({ id }) => id === serviceZoneId)) return;
  throw new ItineraError('invalid', 'serviceZoneId must be a service zone of this business unit', {
    field: 'serviceZoneId',
    reason: 'not-ours',
  });
}

/**
 * In which of a unit's service zones an address is: the one it was put in, else its customer's, else the one whose area
 * it lies in; of several areas the smallest. Zones that are off are not there. null: in none.
 */
export function zoneOfAddress(
  zones: readonly ServedZone[],
  address: Pick<Address, 'serviceZoneId' | 'lon' | 'lat'>,
  customer: Pick<Customer, 'serviceZoneId'>,
): ZoneOfAddress | null {
  const open = zones.filter(({ active }) => active);
  const named = (id: string | null) => open.find((zone) => zone.id === id);
  const told = (by: ZoneOfAddress['by'], zone: ServedZone | undefined): ZoneOfAddress | null =>
    zone ? { id: zone.id, name: zone.name, colour: zone.colour, by } : null;
  return (
    told('address', named(address.serviceZoneId)) ??
    told('customer', named(customer.serviceZoneId)) ??
    told('place', zoneAround(open, address))
  );
}

/** Who serves zones of the unit, but not this one: work there is not theirs. Who serves none serves everywhere. */
export function zoneStrangers(
  zones: readonly ServedZone[],
  zone: Pick<ZoneOfAddress, 'id'> | null,
): string[] {
  if (zone === null) return [];
  const open = zones.filter(({ active }) => active);
  const serving = new Set(open.find(({ id }) => id === zone.id)?.technicianIds);
  const bound = new Set(open.flatMap(({ technicianIds }) => technicianIds));
  return [...bound].filter((id) => !serving.has(id)).sort();
}

function zoneAround(
  zones: readonly ServedZone[],
  { lon, lat }: Pick<Address, 'lon' | 'lat'>,
): ServedZone | undefined {
  if (lon === null || lat === null) return undefined;
  return zones
    .flatMap((zone) => {
      if (zone.area === null) return [];
      const ring = [...zone.area, ...zone.area.slice(0, 1)];
      const around = isInArea({ type: 'Polygon', coordinates: [ring] }, { lon, lat });
      return around ? [{ zone, size: sizeOf(zone.area) }] : [];
    })
    .sort((a, b) => a.size - b.size)[0]?.zone;
}

/** What an area covers, in square degrees: good enough to compare areas around one place (the shoelace formula). */
function sizeOf(area: ServiceArea): number {
  const twice = area.reduce((sum, [lon, lat], n) => {
    const [nextLon, nextLat] = area[(n + 1) % area.length]!;
    return sum + lon * nextLat - nextLon * lat;
  }, 0);
  return Math.abs(twice) / 2;
}
