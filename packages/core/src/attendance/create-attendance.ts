import type { Bind } from '../context.ts';
import { clockingsAtVisit } from './at-visit.ts';
import { clockIn, clockOut } from './clock.ts';
import type { AttendanceUseCases } from './core-attendance.ts';
import { addClocking, correctClocking, correctOwnClocking } from './correct.ts';
import { exportAttendance } from './export.ts';
import { attendanceMonth, ownAttendance } from './month.ts';

/** The group of the core, its use cases bound by `bind`. */
export function createAttendance(bind: Bind): AttendanceUseCases {
  return {
    own: bind(ownAttendance),
    clockIn: bind(clockIn),
    clockOut: bind(clockOut),
    correctOwn: bind(correctOwnClocking),
    month: bind(attendanceMonth),
    correct: bind(correctClocking),
    add: bind(addClocking),
    exportFile: bind(exportAttendance),
    atVisit: bind(clockingsAtVisit),
  };
}
