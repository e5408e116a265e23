import type { Permission } from '@itinera/core';

/**
 * Who may call a route: anyone, whoever is signed in, or who is permitted one of these in the unit of the path. The
 * gate refuses a route that is not in the table, and a test compares the table with the routes.
 */
export type RoutePolicy = 'anyone' | 'signed-in' | readonly Permission[];

const unit = '/api/v1/business-units/:businessUnitId';

export const policy: Readonly<Record<string, RoutePolicy>> = {
  'POST /api/v1/sign-in': 'anyone',
  'POST /api/v1/sign-in/code': 'anyone',
  'POST /api/v1/sign-out': 'anyone',
  'POST /api/v1/invitation': 'anyone',
  'POST /api/v1/invitation/accept': 'anyone',
  'GET /api/v1/me': 'signed-in',
  'GET /api/v1/account': 'signed-in',
  'POST /api/v1/account/prove': 'signed-in',
  'POST /api/v1/account/password': 'signed-in',
  'POST /api/v1/account/authenticator': 'signed-in',
  'POST /api/v1/account/authenticator/confirm': 'signed-in',
  'POST /api/v1/account/recovery-codes': 'signed-in',
  'POST /api/v1/account/sessions/end-others': 'signed-in',
  'POST /api/v1/account/sessions/end': 'signed-in',
  [`GET ${unit}/staff`]: ['manage-staff'],
  [`POST ${unit}/staff/invitations`]: ['manage-staff'],
  [`POST ${unit}/staff/invitations/:invitationId/resend`]: ['manage-staff'],
  [`POST ${unit}/staff/invitations/:invitationId/revoke`]: ['manage-staff'],
  [`PUT ${unit}/staff/:staffUserId/role`]: ['manage-staff'],
  [`PUT ${unit}/staff/:staffUserId/status`]: ['manage-staff'],
  [`POST ${unit}/staff/:staffUserId/end-sessions`]: ['manage-staff'],
  [`POST ${unit}/staff/:staffUserId/renew-sign-in`]: ['manage-staff'],
  [`GET ${unit}/today`]: ['see-plan'],
  [`GET ${unit}/activity-types`]: ['see-catalogue'],
  [`GET ${unit}/technicians`]: ['see-plan', 'see-own-plan'],
  [`GET ${unit}/technicians/:technicianId/days/:date`]: ['see-plan', 'see-own-plan'],
  [`GET ${unit}/customers`]: ['see-customers'],
  [`GET ${unit}/customers/:customerId`]: ['see-customers'],
  [`PUT ${unit}/customers/:customerId/status`]: ['manage-customers'],
  [`GET ${unit}/accesses`]: ['manage-accesses'],
  [`POST ${unit}/accesses`]: ['manage-accesses'],
  [`GET ${unit}/accesses/:accessId`]: ['manage-accesses'],
  [`PUT ${unit}/accesses/:accessId`]: ['manage-accesses'],
  [`DELETE ${unit}/accesses/:accessId`]: ['manage-accesses'],
  [`PUT ${unit}/accesses/:accessId/enabled`]: ['manage-accesses'],
  [`POST ${unit}/accesses/:accessId/invitation`]: ['manage-accesses'],
  [`POST ${unit}/accesses/:accessId/reopen-sign-in`]: ['manage-accesses'],
  [`POST ${unit}/accesses/:accessId/end-sessions`]: ['manage-accesses'],
  [`GET ${unit}/accesses/:accessId/permanent-link`]: ['manage-accesses'],
  [`POST ${unit}/accesses/:accessId/permanent-link`]: ['manage-accesses'],
  [`DELETE ${unit}/accesses/:accessId/permanent-link`]: ['manage-accesses'],
  [`POST ${unit}/accesses/:accessId/preview`]: ['preview-portal'],
  [`GET ${unit}/text-messages`]: ['see-customers'],
  [`GET ${unit}/all-accesses`]: ['manage-accesses'],
  [`PUT ${unit}/all-accesses/enabled`]: ['manage-accesses'],
  [`PUT ${unit}/all-accesses/new-enabled`]: ['manage-accesses'],
  [`GET ${unit}/interventions`]: ['see-plan', 'see-own-plan'],
  [`GET ${unit}/interventions/:interventionId`]: ['see-plan', 'see-own-plan'],
  [`POST ${unit}/interventions`]: ['plan'],
  [`GET ${unit}/interventions/:interventionId/offers`]: ['plan'],
  [`POST ${unit}/interventions/:interventionId/plan`]: ['plan'],
  [`POST ${unit}/interventions/:interventionId/cancel`]: ['plan'],
};
