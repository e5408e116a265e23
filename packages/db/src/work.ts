/* Work at the door: its steps, and closings that came too late. */
export type { LateReport, NewLateReport, NewReport, NewWorkStep, Report, WorkStep } from './rows.ts';
export type { LateReportState } from './schema/work.ts';
export {
  countSpokenStops,
  findLateReport,
  listLateReports,
  listWorkSteps,
  loosenStops,
  updateLateReport,
  updateStop,
} from './stores/work.ts';
export {
  findReportOfStep,
  listReports,
  markUnreached,
  nextReportVersion,
  updateReportMail,
  type KeptReport,
} from './stores/reports.ts';
