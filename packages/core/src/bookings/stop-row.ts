import type { Assignment, NewAssignment } from '@itinera/db';
import type { Wish } from '../availability/wish.ts';
import type { Placement } from './placement.ts';

/** Of a placement, what makes a stop. */
export interface Placed extends Pick<Placement, 'day' | 'service' | 'earliest' | 'latest' | 'open'> {
  offer: Pick<Placement['offer'], 'position'>;
  /** Staff chose the time by hand: it stays where it is, and may overlap. */
  byHand?: { overlaps: boolean };
}

/** The stop of a placement, of a part or of a hold. */
export function stopRow(
  stopId: string,
  wish: Wish,
  { day, offer, service, earliest, latest, open, byHand }: Placed,
  of: { partId: string } | { holdId: string; expiresAt: number },
): NewAssignment {
  return {
    id: stopId,
    businessUnitId: wish.businessUnitId,
    technicianId: day.technicianId,
    date: day.date,
    ...of,
    position: offer.position,
    lon: wish.place?.lon ?? null,
    lat: wish.place?.lat ?? null,
    zone: wish.zone,
    startsAt: service.start,
    endsAt: service.end,
    earliest,
    latest,
    open,
    ...(byHand && { frozen: true, deliberateOverlap: byHand.overlaps }),
  };
}

/** A stop as if it stood in its day already. */
export function standing(row: NewAssignment): Assignment {
  return {
    ...row,
    partId: row.partId ?? null,
    holdId: row.holdId ?? null,
    lon: row.lon ?? null,
    lat: row.lat ?? null,
    open: row.open ?? null,
    expiresAt: row.expiresAt ?? null,
    progress: row.progress ?? null,
    progressAt: row.progressAt ?? null,
    deliberateOverlap: row.deliberateOverlap ?? false,
    frozen: row.frozen ?? false,
    revision: 1,
  };
}
