import type { Bind } from '../context.ts';
import { visitClockings } from './clockings.ts';
import type { VisitUseCases } from './core-visits.ts';
import { currentMark } from './current-mark.ts';
import { exportPastVisits, exportVisitClockings } from './export.ts';
import { homePage } from './home.ts';
import { visitPage } from './page.ts';
import { pastVisits } from './past-visits.ts';

/** The group `visits` of the core. */
export function createVisits(bind: Bind): VisitUseCases {
  return {
    home: bind(homePage),
    page: bind(visitPage),
    mark: bind(currentMark),
    past: bind(pastVisits),
    exportPast: bind(exportPastVisits),
    clockings: bind(visitClockings),
    exportClockings: bind(exportVisitClockings),
  };
}
