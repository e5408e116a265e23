/** `@itinera/planner/time`: weekly hours to working time, without the search. */
export { resolveWorkDays } from './resolve-work-days.ts';
export type { ClockHours, ResolvedDay, WorkCalendar } from './resolve-work-days.ts';
