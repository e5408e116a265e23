import { setAccessEnabled } from '../accesses/set-enabled.ts';
import type { Context } from '../context.ts';
import type { Core } from '../core.ts';
import { contextOf } from '../create-core.ts';
import type { SystemScope } from '../scopes.ts';
import { makeActivityType, type NewActivityTypeInput } from './activity-types.ts';
import { makeClockings } from './clockings.ts';
import { makeClosedInterventions, type ClosedInterventionsInput } from './closed-interventions.ts';
import {
  makeCustomers,
  makeSharedAccess,
  type MadeCustomer,
  type NewCustomersInput,
  type SharedAccessInput,
} from './customers.ts';
import {
  firstAdministrator,
  type FirstAdministratorInput,
  type FirstAdministratorLink,
} from './first-administrator.ts';
import { importFile, type NewImportedFile } from './imports.ts';
import {
  isEmpty,
  makeBusinessUnit,
  makeCompany,
  systemScope,
  type NewBusinessUnitInput,
  type NewCompanyInput,
} from './organisation.ts';
import { personUseCases } from '../read-only.ts';
import { useCaseRights, type StaffUseCase } from '../use-case-rights.ts';
import { accessScope, staffScope } from './scopes.ts';
import { makeStaffUser, type MadeStaffUser, type NewStaffUserInput } from './staff.ts';
import { makeSkills, makeTechnician, type NewSkillsInput, type NewTechnicianInput } from './technicians.ts';

/**
 * What it takes to have something to work with: for the demo company and for tests, until the back office can do it.
 * Never part of an application. Every input is validated; a bad one rejects with ItineraError `invalid` that names the
 * field.
 */
export function setUp(core: Core) {
  const ctx = contextOf(core);
  const bind =
    <I, R>(make: (ctx: Context, input: I) => Promise<R>) =>
    (input: I): Promise<R> =>
      make(ctx, input);
  return {
    company: bind(makeCompany),
    businessUnit: bind(makeBusinessUnit),
    skills: bind(makeSkills),
    staffUser: bind(makeStaffUser),
    technician: bind(makeTechnician),
    activityType: bind(makeActivityType),
    customers: bind(makeCustomers),
    /** An access for several customers; those of one customer are made with it. */
    sharedAccess: bind(makeSharedAccess),
    closedInterventions: bind(makeClosedInterventions),
    /** When technicians worked before today. */
    clockings: bind(makeClockings),
    /** A file, from its upload to its last line. */
    importFile: bind(importFile),
    /** The link by which the first administrator gets in; the one way in that asks nobody. */
    firstAdministrator: bind(firstAdministrator),
    isEmpty: (): Promise<boolean> => isEmpty(ctx),
    /** Somebody of staff or portal who does what they would have done. */
    staffScope: bind(staffScope),
    accessScope: bind(accessScope),
    systemScope: (businessUnitId: string): Promise<SystemScope> => systemScope(ctx, businessUnitId),
    setAccessEnabled: async (businessUnitId: string, accessId: string, enabled: boolean): Promise<void> =>
      setAccessEnabled(ctx, await systemScope(ctx, businessUnitId), { accessId, enabled }),
  };
}

/** What a test needs to look into the store of a core, or to take its locks away. */
export { contextOf };

/** Which permissions open which use case, and what a preview may: for the tests of the whole matrix. */
export { personUseCases, useCaseRights };

export type {
  ClosedInterventionsInput,
  FirstAdministratorInput,
  FirstAdministratorLink,
  MadeCustomer,
  MadeStaffUser,
  NewActivityTypeInput,
  NewBusinessUnitInput,
  NewCompanyInput,
  NewCustomersInput,
  NewImportedFile,
  NewSkillsInput,
  NewStaffUserInput,
  NewTechnicianInput,
  SharedAccessInput,
  StaffUseCase,
};
