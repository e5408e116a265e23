import type { RefusedWindow, SlotQuery, SlotSearch } from '@itinera/planner';

/** Refusals by the first thing in the way, technician x day x window; who does not serve the zone apart. */
export type Refusals = SlotSearch['rejected'] & { 'service-zone'?: number };

/**
 * Parts those whom the customer does not want from those who only do not serve the zone: the planner refuses both as
 * `assignment`, all windows of all their days, so that days tell the share of each exactly.
 */
export function withZoneRefusals(
  { technicians, request }: SlotQuery,
  { assignment, ...rejected }: SlotSearch['rejected'],
): Refusals {
  const { only, exclude = [] } = request.technicians ?? {};
  if (assignment === undefined || exclude.length === 0)
    return assignment === undefined ? rejected : { assignment, ...rejected };
  const daysOf = (isOne: (id: string) => boolean): number =>
    technicians.filter(({ id }) => isOne(id)).reduce((sum, { days }) => sum + days.length, 0);
  const isUnwanted = (id: string) => only !== undefined && !only.includes(id);
  const unwanted = daysOf(isUnwanted);
  const strange = daysOf((id) => !isUnwanted(id) && exclude.includes(id));
  const windows = assignment / (unwanted + strange);
  return {
    ...(unwanted > 0 && { assignment: unwanted * windows }),
    ...(strange > 0 && { 'service-zone': strange * windows }),
    ...rejected,
  };
}

/** A window that a technician is not offered, and the first thing in the way. */
export type RefusedSlot = Omit<RefusedWindow, 'code'> & { code: RefusedWindow['code'] | 'service-zone' };

/** The same parting for windows one by one. */
export function namedByZone({ request }: SlotQuery, refused: readonly RefusedWindow[]): RefusedSlot[] {
  const { only, exclude = [] } = request.technicians ?? {};
  const strange = new Set(exclude.filter((id) => only === undefined || only.includes(id)));
  return refused.map((one) =>
    one.code === 'assignment' && strange.has(one.technicianId) ? { ...one, code: 'service-zone' } : one,
  );
}
