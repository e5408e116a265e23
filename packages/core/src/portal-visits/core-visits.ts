import type { AccessScope } from '../scopes.ts';
import type {
  HomePage,
  PastClockings,
  PastVisits,
  PastVisitsFilter,
  VisitClockingsFilter,
  VisitPage,
} from './types.ts';

/** What customers read of visits: `Core` names this group by one line. */
export interface VisitUseCases {
  /** The first page, with how far its visits are. */
  home(scope: AccessScope): Promise<HomePage>;
  page(scope: AccessScope, interventionId: string): Promise<VisitPage>;
  /** Of a visit's page, null: of the first: another one than before says that it is out of date. */
  mark(scope: AccessScope, interventionId: string | null): Promise<{ mark: string }>;
  past(scope: AccessScope, input: PastVisitsFilter): Promise<PastVisits>;
  /** All that `past` lists, as CSV. */
  exportPast(scope: AccessScope, input: PastVisitsFilter): Promise<AsyncIterable<string>>;
  /** `not-found` where the company does not show when technicians came and went. */
  clockings(scope: AccessScope, input: VisitClockingsFilter): Promise<PastClockings>;
  /** All that `clockings` lists, as CSV. */
  exportClockings(scope: AccessScope, input: VisitClockingsFilter): Promise<AsyncIterable<string>>;
}
