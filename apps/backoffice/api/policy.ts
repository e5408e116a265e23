import type { StaffRole } from '@itinera/core';

/**
 * Who may call a route. `own`: technicians too, for their own work only (the route sees `onlyTechnicianId`).
 * The gate refuses a route that is not in the table, and a test compares the table with the routes.
 */
export type Permission = 'anyone' | 'signed-in' | { roles: readonly StaffRole[]; own?: true };

const office = ['administrator', 'supervisor', 'call-agent'] as const;
const unit = '/api/v1/business-units/:businessUnitId';

/** As `requireAccessManager` of core has it. */
const accessManagers = ['administrator', 'supervisor'] as const;

export const officeRoles: readonly StaffRole[] = office;

export const policy: Readonly<Record<string, Permission>> = {
  'POST /api/v1/sign-in': 'anyone',
  'POST /api/v1/sign-in/code': 'anyone',
  'POST /api/v1/sign-out': 'anyone',
  'GET /api/v1/me': 'signed-in',
  [`GET ${unit}/today`]: { roles: office },
  [`GET ${unit}/activity-types`]: { roles: office },
  [`GET ${unit}/technicians`]: { roles: office, own: true },
  [`GET ${unit}/technicians/:technicianId/days/:date`]: { roles: office, own: true },
  [`GET ${unit}/customers`]: { roles: office },
  [`GET ${unit}/customers/:customerId`]: { roles: office },
  [`GET ${unit}/accesses`]: { roles: accessManagers },
  [`POST ${unit}/accesses`]: { roles: accessManagers },
  [`GET ${unit}/accesses/:accessId`]: { roles: accessManagers },
  [`PUT ${unit}/accesses/:accessId`]: { roles: accessManagers },
  [`DELETE ${unit}/accesses/:accessId`]: { roles: accessManagers },
  [`PUT ${unit}/accesses/:accessId/enabled`]: { roles: accessManagers },
  [`POST ${unit}/accesses/:accessId/invitation`]: { roles: accessManagers },
  [`POST ${unit}/accesses/:accessId/reopen-sign-in`]: { roles: accessManagers },
  [`GET ${unit}/all-accesses`]: { roles: accessManagers },
  [`PUT ${unit}/all-accesses/enabled`]: { roles: accessManagers },
  [`PUT ${unit}/all-accesses/new-enabled`]: { roles: accessManagers },
  [`GET ${unit}/interventions`]: { roles: office, own: true },
  [`GET ${unit}/interventions/:interventionId`]: { roles: office, own: true },
  [`POST ${unit}/interventions`]: { roles: office },
  [`GET ${unit}/interventions/:interventionId/offers`]: { roles: office },
  [`POST ${unit}/interventions/:interventionId/plan`]: { roles: office },
  [`POST ${unit}/interventions/:interventionId/cancel`]: { roles: office },
};
