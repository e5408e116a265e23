/* When technicians clocked in and out. */
export {
  findOpenClocking,
  findClocking,
  listClockingsAround,
  listClockings,
  listClockingsAt,
  listCorrections,
  listVisitsOfTechnician,
  updateClocking,
  type ClockingAt,
} from './stores/clockings.ts';
export { listTechniciansNamed, lockTechnician } from './stores/technicians.ts';
