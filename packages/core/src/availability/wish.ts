import {
  findActivityType,
  findAddress,
  findBusinessUnit,
  findCustomer,
  listParts,
  listRequiredSkills,
  listServiceZones,
  listUnitAbsences,
  type ActivityType,
  type Address,
  type Customer,
  type Queries,
  type UnitAbsence,
} from '@itinera/db';
import type { Place } from '@itinera/planner';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { zoneOfAddress, zoneStrangers, type ZoneOfAddress } from '../customers/zone-of-address.ts';
import { answeredWork, workToBook, type AnsweredWork } from './answered-work.ts';
import { wantedTechnicians } from '../customers/wanted-technicians.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import type { Seconds } from '../shared/units.ts';

/** What is searched for: work of this type, there, under these limits, whoever's it is. */
export interface Wanted {
  companyId: string;
  businessUnitId: string;
  /** Its duration is what was answered, where answers say one, or of work that is there what it was made for. */
  type: ActivityType;
  /** Skill code -> least level. */
  skills: Record<string, number>;
  /** Whom it is from has not answered what customers are asked before they book; null: nothing is in the way. */
  unanswered: 'missing' | 'changed' | null;
  /** When they are open; null: always. */
  customer: Pick<Customer, 'openingHours'>;
  /** When this type of work is not done. */
  typeAbsences: UnitAbsence[];
  /** The clock on which the visit is promised: the address's zone, else the business unit's. */
  zone: string;
  businessUnitZone: string;
  /**
   * Whom the customer wants (CAD-PL-21): nobody else, or them rather than others; none of both: anybody. `exclude`:
   * who does not serve the zone.
   */
  technicians: { only?: string[]; prefer?: string[]; exclude?: string[] };
  /** In which service zone the work is; null: in none. */
  serviceZone: ZoneOfAddress | null;
  /** null: work without a place, done wherever the technician is. */
  place: Place | null;
  /** Nothing is promised that begins before now + notice. */
  notice: Seconds;
  /**
   * The time was agreed elsewhere: what only limits what is offered (grid, notice, horizon, offered hours, relevance) does
   * not bind; working time, ways, promises, skills and what the customer wants do.
   */
  agreed?: true;
  /** 0..100: less relevant windows are not offered. */
  minimumRelevance: number;
}

/** What is wanted for somebody: a visit to this address of theirs. */
export interface Wish extends Wanted {
  customer: Customer;
  address: Address;
}

/** Buffers and service: how long the technician is there. */
export function serviceOf({ type }: Pick<Wish, 'type'>): Seconds {
  return type.bufferBefore + type.duration + type.bufferAfter;
}

/**
 * What `activityTypeId` at `addressId` asks for, under the rules of the type alone, with what its form was answered: of work
 * that is there already, or by the person of the portal who is about to book it.
 * @throws ItineraError `not-found` for ids of another business unit (or for a customer that is not the access's),
 *   `not-allowed` with reason `type-inactive`, `address-inactive`, `not-located` where nothing can be offered.
 */
export async function loadWish(
  q: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  {
    activityTypeId,
    addressId,
    interventionId,
  }: { activityTypeId: string; addressId: string; interventionId?: string | undefined },
): Promise<Wish> {
  requireIds({ activityTypeId, addressId, interventionId });
  const { companyId, businessUnitId } = scope;
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const type = await findActivityType(q, businessUnitId, activityTypeId);
  const address = await findAddress(q, businessUnitId, addressId);
  if (!unit) throw notFound('businessUnitId');
  if (!type) throw notFound('activityTypeId');
  if (!address || (scope.kind === 'access' && !scope.customerIds.includes(address.customerId)))
    throw notFound('addressId');
  const customer = await findCustomer(q, businessUnitId, address.customerId);
  if (!customer) throw notFound('addressId');
  if (!type.active)
    throw refused('type-inactive', 'activityTypeId', 'this activity type is no longer offered');
  if (!address.active) throw refused('address-inactive', 'addressId', 'this address is no longer in use');
  const place = type.kind === 'no-location' || type.kind === 'contact-call' ? null : placeOf(address);
  const zones = place === null ? [] : await listServiceZones(q, businessUnitId);
  const serviceZone = zoneOfAddress(zones, address, customer);
  const strangers = zoneStrangers(zones, serviceZone);
  const skills = await skillsFor(q, businessUnitId, type.id);
  const said = await saidOf(q, scope, { activityTypeId, addressId, interventionId });
  for (const [code, level] of Object.entries(said?.skills ?? {}))
    skills[code] = Math.max(level, skills[code] ?? 0);
  return {
    companyId,
    businessUnitId,
    type: { ...type, duration: said?.duration ?? type.duration },
    skills,
    unanswered: said?.unanswered ?? null,
    customer,
    address,
    typeAbsences: await listUnitAbsences(q, businessUnitId, always, type.id),
    zone: address.zone ?? unit.zone,
    businessUnitZone: unit.zone,
    technicians: {
      ...(await wantedTechnicians(q, customer)),
      ...(strangers.length > 0 && { exclude: strangers }),
    },
    serviceZone,
    place,
    notice: type.notice,
    minimumRelevance: 0,
  };
}

/** What a type asks for: skill code -> least level. */
export async function skillsFor(
  q: Queries,
  businessUnitId: string,
  activityTypeId: string,
): Promise<Record<string, number>> {
  const required = await listRequiredSkills(q, businessUnitId, activityTypeId);
  return Object.fromEntries(required.map(({ code, level }) => [code, level]));
}

/**
 * What was answered of work; null: nobody is asked, as staff are not who make it. Work that is there takes as long as it was
 * made for where its answers say nothing, whatever its type takes by now.
 */
export async function saidOf(
  q: Queries,
  scope: AccessScope | BusinessUnitScope | SystemScope,
  of: { activityTypeId: string; addressId: string; interventionId?: string | undefined },
): Promise<(AnsweredWork & { unanswered?: Wish['unanswered'] }) | null> {
  const { activityTypeId, interventionId } = of;
  if (interventionId !== undefined) {
    const said = await answeredWork(q, scope, { activityTypeId, interventionId });
    const [part] = await listParts(q, scope.businessUnitId, [interventionId]);
    return { ...said, duration: said.duration ?? part?.duration ?? null };
  }
  return scope.kind === 'access' ? workToBook(q, scope, of) : null;
}

/** Rules that ended are few; a wish does not know yet which days will be looked at. */
export const always = { from: 0, to: 4_102_444_800 };

function placeOf({ lon, lat, location }: Address): Place {
  if (location === 'not-located' || lon === null || lat === null)
    throw refused('not-located', 'addressId', 'this address is not on the map yet: locate or pin it first');
  return { lon, lat };
}

export function refused(reason: string, field: string, why: string): ItineraError {
  return new ItineraError('not-allowed', `${field}: ${why}`, { field, reason });
}
