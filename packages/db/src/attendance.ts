/* When technicians clocked in and out. */
export {
  findOpenClocking,
  findClocking,
  listClockingsAround,
  listClockings,
  listClockingsAt,
  listCorrections,
  listVisitClockings,
  listVisitsOfTechnician,
  updateClocking,
  type ClockingAt,
  type VisitClocking,
} from './stores/clockings.ts';
export { listTechniciansNamed, lockTechnician } from './stores/technicians.ts';
