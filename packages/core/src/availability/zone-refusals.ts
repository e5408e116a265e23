import type { SlotQuery, SlotSearch } from '@itinera/planner';

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
