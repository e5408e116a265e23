import {
  findActivityType,
  findBusinessUnit,
  listServiceZones,
  listUnitAbsences,
  type Queries,
} from '@itinera/db';
import type { Place } from '@itinera/planner';
import { zoneOfAddress, zoneStrangers } from '../customers/zone-of-address.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { always, refused, skillsFor, type Wanted } from './wish.ts';

/**
 * What work of a type asks for at a place that is no customer's address: nobody's opening hours bind and nobody is
 * wanted rather than others; the zone is the business unit's.
 * @throws ItineraError `not-found`, `not-allowed` (`type-inactive`).
 */
export async function loadPlaceWish(
  q: Queries,
  { companyId, businessUnitId }: { companyId: string; businessUnitId: string },
  { activityTypeId, place: { lon, lat } }: { activityTypeId: string; place: Place },
): Promise<Wanted> {
  requireIds({ activityTypeId });
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const type = await findActivityType(q, businessUnitId, activityTypeId);
  if (!unit) throw notFound('businessUnitId');
  if (!type) throw notFound('activityTypeId');
  if (!type.active)
    throw refused('type-inactive', 'activityTypeId', 'this activity type is no longer offered');
  const somewhere = type.kind !== 'no-location' && type.kind !== 'contact-call';
  const zones = somewhere ? await listServiceZones(q, businessUnitId) : [];
  const serviceZone = zoneOfAddress(zones, { lon, lat, serviceZoneId: null }, { serviceZoneId: null });
  const strangers = zoneStrangers(zones, serviceZone);
  return {
    companyId,
    businessUnitId,
    type,
    unanswered: null,
    skills: await skillsFor(q, businessUnitId, type.id),
    customer: { openingHours: null },
    typeAbsences: await listUnitAbsences(q, businessUnitId, always, type.id),
    zone: unit.zone,
    businessUnitZone: unit.zone,
    technicians: strangers.length > 0 ? { exclude: strangers } : {},
    serviceZone,
    place: somewhere ? { lon, lat } : null,
    notice: type.notice,
    minimumRelevance: 0,
  };
}
