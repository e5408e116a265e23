import { policy, type RoutePolicy } from '@itinera/backoffice/policy';
import { emptyForm, plainDisplay } from '@itinera/core/shared';
import type { Target } from './portal-routes.ts';

/** What a route's parameters stand for. A parameter that is not here makes the tests of access fail: say what it is. */
const parameters: Record<string, (target: Target) => string> = {
  businessUnitId: ({ unit }) => unit.businessUnitId,
  technicianId: ({ unit }) => unit.technicianId,
  list: () => 'category',
  purpose: () => 'activity',
  date: () => '2027-01-12',
  absenceId: ({ unit }) => unit.absenceId,
  clockingId: ({ unit }) => unit.clockingId,
  unitAbsenceId: ({ unit }) => unit.unitAbsenceId,
  skillId: ({ unit }) => unit.skillId,
  teamId: ({ unit }) => unit.teamId,
  serviceZoneId: ({ unit }) => unit.serviceZoneId,
  activityTypeId: ({ unit }) => unit.typeId,
  actionId: ({ unit }) => unit.actionId,
  apiKeyId: ({ unit }) => unit.apiKeyId,
  customerId: ({ tenant }) => tenant.customer.customerId,
  otherId: ({ unit, tenant }) => unit.tenants.find((one) => one !== tenant)!.customer.customerId,
  addressId: ({ tenant }) => tenant.customer.addressIds[0]!,
  interventionId: ({ tenant }) => tenant.visit,
  requestId: ({ tenant }) => tenant.requestId,
  lateReportId: ({ tenant }) => tenant.lateReportId,
  contactId: ({ tenant }) => tenant.contactId,
  accessId: ({ tenant }) => tenant.customer.accessIds[0]!,
  staffUserId: ({ unit }) => unit.staffUserId,
  invitationId: ({ unit }) => unit.invitationId,
  fileId: ({ tenant }) => tenant.file,
  field: () => 'remarks',
  logo: ({ unit }) => unit.logo,
  calendarId: ({ unit }) => unit.calendarId,
  file: () => `${'x'.repeat(43)}.ics`,
  importId: ({ unit }) => unit.importId,
  number: () => '0',
  target: () => 'customers',
};

/** The API's routes by method and path, as the policy table has them. */
export const officeRoutes = Object.keys(policy).map((route) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, path, permission: policy[route]! };
});

/** The path of a route for somebody's things, within a unit that may be another one. */
export function officePath(
  path: string,
  target: Target,
  businessUnitId = target.unit.businessUnitId,
): string {
  return path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = parameters[name];
    if (!value) throw new Error(`${path}: say in office-routes.ts whose :${name} is`);
    return name === 'businessUnitId' ? businessUnitId : value(target);
  });
}

/** How somebody asks a route: another system's routes by the unit's key, all others by a cookie. */
export function credentialsFor(
  permission: RoutePolicy,
  unit: Target['unit'],
  cookie: string,
): Record<string, string> {
  return permission === 'key' ? { authorization: `Bearer ${unit.apiKey}` } : { cookie };
}

/** Whether the path names a thing within the unit. */
export function namesThing(path: string, sameCompany = false): boolean {
  // Skills are the company's: each of its units has them.
  const named = sameCompany ? path.replace(':skillId', '') : path;
  return /:(?!businessUnitId|date|target|number|purpose|field|list)\w+/.test(named);
}

/** What a request that changes something holds, by route. */
const unit = '/api/v1/business-units/:businessUnitId';
const tap = { at: 1_799_647_200, sentAt: 1_799_647_200, place: null };
const correction = {
  revision: 1,
  time: { from: '2027-01-08T08:00', to: '2027-01-08T09:00' },
  reason: 'forgotten',
};
const person = ({ tenant }: Target) => ({
  name: 'A new name',
  email: 'new-name@example.com',
  phone: null,
  language: 'en',
  notes: '',
  customerIds: [tenant.customer.customerId],
});

const portalAction = {
  kind: 'cancel',
  enabled: true,
  place: 'intervention',
  label: {},
  description: {},
  confirmation: {},
  icon: null,
  tellCustomer: true,
  notifyStaff: [],
  staffConfirms: false,
  resultingStatus: null,
  document: {},
  minimumNotice: 0,
  limits: {},
  conditions: null,
};
const form = { revision: 0, deletions: {}, definition: emptyForm };
const contact = { name: 'A new name', role: '', email: null, phone: null, mobile: null, notes: '' };
const profile = ({ unit }: Target) => ({
  name: 'A new name',
  phone: null,
  email: null,
  comment: null,
  colour: '#1f5f8b',
  active: true,
  staffUserId: null,
  businessUnitIds: [unit.businessUnitId],
  base: { label: 'Base', lon: 9.5, lat: 47.1 },
  laterBases: [],
  zone: 'Europe/Vaduz',
  commute: 'working-time',
  maxDistanceKm: null,
  area: null,
  limits: null,
  skills: {},
});
const apiKey = {
  name: 'A new name',
  description: '',
  rights: ['view'],
  activityTypeIds: null,
  lastDay: null,
};
const absence = { from: '2027-01-20T08:00', to: '2027-01-20T12:00', reason: 'r', repeat: null };
const team = { name: 'A new name', leaderId: null, technicianIds: [] };
const zone = { name: 'A new name', colour: '#1f5f8b', area: null, active: true, technicianIds: [] };
const skill = { code: 'NEW', name: { en: 'A new name' } };
const address = {
  label: 'A new label',
  line1: 'Landstrasse 1',
  line2: '',
  postalCode: '9490',
  city: 'Vaduz',
  country: 'LI',
  zone: null,
  accessNotes: '',
  visitNotes: '',
  contactName: null,
  contactPhone: null,
  isStandard: true,
  active: true,
};

/** A passkey's answers as they look, of nobody. */
const newPasskey = {
  sealed: 'x',
  name: 'n',
  attestation: { id: 'x', response: { clientDataJSON: 'e30', attestationObject: 'oA', transports: ['usb'] } },
};
const passkeyAnswer = {
  sealed: 'x',
  assertion: { id: 'x', response: { clientDataJSON: 'e30', authenticatorData: 'AA', signature: 'AA' } },
};

export const bodies: Record<string, (target: Target) => Record<string, unknown>> = {
  'POST /api/v1/customers': () => ({ name: 'A new name', status: 'lead' }),
  'PATCH /api/v1/accesses/:accessId': () => ({ allowed: true }),
  'PATCH /api/v1/customers/:customerId': () => ({ name: 'A new name', revision: 1 }),
  'POST /api/v1/interventions': ({ unit, tenant }) => ({
    activityTypeId: unit.typeId,
    customerId: tenant.customer.customerId,
    addressId: tenant.customer.addressIds[0]!,
  }),
  'PATCH /api/v1/interventions/:interventionId': () => ({ comment: 'A new comment', revision: 1 }),
  'POST /api/v1/interventions/:interventionId/plan': () => ({
    start: '2027-01-14T09:00:00+01:00',
    end: '2027-01-14T11:00:00+01:00',
    revision: 1,
  }),
  'POST /api/v1/interventions/:interventionId/cancel': () => ({ reason: 'other' }),
  'POST /api/v1/interventions/:interventionId/close': () => ({
    startedAt: '2027-01-11T07:00:00+01:00',
    endedAt: '2027-01-11T07:00:00+01:00',
    result: 'ok',
    revision: 1,
  }),
  'POST /api/v1/slots': ({ unit, tenant }) => ({
    activityTypeId: unit.typeId,
    addressId: tenant.customer.addressIds[0]!,
  }),
  'POST /api/v1/invitation': () => ({ token: 'x'.repeat(43) }),
  'POST /api/v1/invitation/accept': () => ({
    token: 'x'.repeat(43),
    name: 'n',
    password: 'a password of nobody',
  }),
  'POST /api/v1/account/prove': () => ({ password: 'a password of nobody', code: '000000' }),
  'POST /api/v1/invitation/passkey': () => ({ token: 'x'.repeat(43), name: 'n' }),
  'POST /api/v1/sign-in/passkey/options': () => ({}),
  'POST /api/v1/sign-in/passkey': () => passkeyAnswer,
  'POST /api/v1/account/prove/passkey/options': () => ({}),
  'POST /api/v1/account/prove/passkey': () => passkeyAnswer,
  'POST /api/v1/account/passkeys/options': () => ({}),
  'POST /api/v1/account/passkeys': () => newPasskey,
  'POST /api/v1/account/passkeys/rename': () => ({ passkeyId: 'x', name: 'n' }),
  'POST /api/v1/account/passkeys/remove': () => ({ passkeyId: 'x' }),
  'POST /api/v1/account/password': () => ({
    currentPassword: 'wrong password',
    newPassword: 'another password',
  }),
  'POST /api/v1/account/authenticator': () => ({}),
  'POST /api/v1/account/authenticator/confirm': () => ({ sealed: 'x', code: '000000' }),
  'POST /api/v1/account/recovery-codes': () => ({}),
  'POST /api/v1/account/sessions/end-others': () => ({}),
  'POST /api/v1/account/sessions/end': () => ({ sessionId: 'x' }),
  [`POST ${unit}/staff/invitations`]: (target) => ({
    email: 'somebody-new@example.com',
    language: 'en',
    roles: [{ businessUnitId: target.unit.businessUnitId, role: 'supervisor' }],
  }),
  [`POST ${unit}/staff/invitations/:invitationId/resend`]: () => ({}),
  [`POST ${unit}/staff/invitations/:invitationId/revoke`]: () => ({}),
  [`PUT ${unit}/staff/:staffUserId/role`]: () => ({ role: 'supervisor' }),
  [`PUT ${unit}/staff/:staffUserId/status`]: () => ({ status: 'disabled' }),
  [`POST ${unit}/staff/:staffUserId/end-sessions`]: () => ({}),
  [`POST ${unit}/staff/:staffUserId/renew-sign-in`]: () => ({}),
  [`PUT ${unit}/activity-types/:activityTypeId/forms/:purpose`]: () => form,
  [`POST ${unit}/activity-types/:activityTypeId/forms/:purpose/undo`]: () => ({ revision: 1, deletions: {} }),
  [`PUT ${unit}/customer-form`]: () => form,
  [`POST ${unit}/customer-form/undo`]: () => ({ revision: 1, deletions: {} }),
  [`PUT ${unit}/customers/:customerId/own-fields`]: () => ({ revision: 1, answers: {} }),
  [`POST ${unit}/interventions/:interventionId/forms/:purpose/files/:field`]: () => ({}),
  [`DELETE ${unit}/files/:fileId`]: () => ({}),
  [`PUT ${unit}/interventions/:interventionId/forms/:purpose`]: () => ({
    version: 1,
    revision: 1,
    answers: { radiators: 3 },
    mode: 'final',
  }),
  [`POST ${unit}/technicians/:technicianId/calendars`]: () => ({
    kind: 'ical',
    name: 'n',
    address: 'http://127.0.0.1/',
  }),
  [`POST ${unit}/technicians/:technicianId/calendars/grants`]: () => ({ provider: 'google' }),
  [`POST ${unit}/calendar-grants`]: () => ({ state: 'x', code: 'x' }),
  [`PUT ${unit}/technicians/:technicianId/calendars/:calendarId`]: () => ({
    name: 'n',
    staleAfter: 7200,
    revision: 1,
  }),
  [`DELETE ${unit}/technicians/:technicianId/calendars/:calendarId`]: () => ({}),
  [`POST ${unit}/technicians/:technicianId/calendars/:calendarId/read`]: () => ({}),
  [`POST ${unit}/technicians/:technicianId/feed`]: () => ({}),
  [`DELETE ${unit}/technicians/:technicianId/feed`]: () => ({}),
  [`POST ${unit}/technicians`]: (target) => ({ profile: profile(target) }),
  [`PUT ${unit}/technicians/:technicianId`]: (target) => ({ profile: profile(target), revision: 1 }),
  [`PUT ${unit}/technicians/:technicianId/hours`]: () => ({
    hours: { weekly: {}, seasons: [], exceptions: [] },
    revision: 1,
  }),
  [`POST ${unit}/technicians/:technicianId/absences`]: () => absence,
  [`PUT ${unit}/technicians/:technicianId/absences/:absenceId`]: () => ({ ...absence, revision: 1 }),
  [`DELETE ${unit}/technicians/:technicianId/absences/:absenceId`]: () => ({}),
  [`POST ${unit}/team/skills`]: () => skill,
  [`PUT ${unit}/team/skills/:skillId`]: () => skill,
  [`POST ${unit}/team/teams`]: () => team,
  [`PUT ${unit}/team/teams/:teamId`]: () => ({ ...team, revision: 1 }),
  [`DELETE ${unit}/team/teams/:teamId`]: () => ({}),
  [`PUT ${unit}/own-technician`]: () => ({
    revision: 1,
    phone: null,
    email: null,
    base: { label: 'Schaan', lon: 9.5087, lat: 47.1653 },
  }),
  [`PUT ${unit}/own-technician/delegation`]: () => ({ delegates: true }),
  [`POST ${unit}/attendance/clock-in`]: () => ({ ...tap, interventionId: null }),
  [`POST ${unit}/attendance/clock-out`]: () => tap,
  [`POST ${unit}/attendance/own/:clockingId/correction`]: () => correction,
  [`POST ${unit}/attendance`]: ({ unit }) => ({
    technicianId: unit.technicianId,
    interventionId: null,
    time: { from: '2027-01-08T10:00', to: '2027-01-08T11:00' },
    reason: 'forgotten',
  }),
  [`POST ${unit}/attendance/export`]: () => ({ month: '2027-01' }),
  [`POST ${unit}/attendance/:clockingId/correction`]: () => correction,
  [`POST ${unit}/handing-over`]: ({ unit, tenant }) => ({
    moves: [{ interventionId: tenant.visit, technicianId: unit.technicianId, revision: 2 }],
  }),
  [`POST ${unit}/service-zones`]: () => zone,
  [`PUT ${unit}/service-zones/:serviceZoneId`]: () => ({ ...zone, revision: 1 }),
  [`POST ${unit}/team/absences`]: () => ({ ...absence, activityTypeId: null }),
  [`PUT ${unit}/team/absences/:unitAbsenceId`]: () => ({ ...absence, activityTypeId: null, revision: 1 }),
  [`DELETE ${unit}/team/absences/:unitAbsenceId`]: () => ({}),
  [`POST ${unit}/customers/:customerId/part`]: ({ unit: own }) => ({
    otherId: own.tenants[1]!.customer.customerId,
  }),
  [`POST ${unit}/customers/:customerId/merge`]: ({ unit: own }) => ({
    mergedId: own.tenants[1]!.customer.customerId,
    keptRevision: 1,
    mergedRevision: 1,
    choices: {},
  }),
  [`PUT ${unit}/customers/:customerId/status`]: () => ({ status: 'lead', revision: 1 }),
  [`POST ${unit}/customers`]: () => ({ name: 'A new name', status: 'lead' }),
  [`PUT ${unit}/customers/:customerId`]: () => ({ name: 'A new name', revision: 1 }),
  [`POST ${unit}/customers/:customerId/contacts`]: () => contact,
  [`PUT ${unit}/customers/:customerId/contacts/:contactId`]: () => ({ ...contact, revision: 1 }),
  [`DELETE ${unit}/customers/:customerId/contacts/:contactId`]: () => ({}),
  [`POST ${unit}/customers/:customerId/contacts/:contactId/access`]: () => ({ invite: false }),
  [`POST ${unit}/customer-options/presets`]: () => ({ list: 'category', name: 'A new name' }),
  [`PUT ${unit}/customer-options/presets/:list`]: () => ({ values: [] }),
  [`POST ${unit}/customers/:customerId/addresses`]: () => address,
  [`PUT ${unit}/customers/:customerId/addresses/:addressId`]: () => ({ ...address, revision: 1 }),
  [`POST ${unit}/imports`]: () => ({ target: 'customers', fileName: 'base.csv' }),
  [`DELETE ${unit}/imports/:importId`]: () => ({}),
  [`PUT ${unit}/imports/:importId/pieces/:number`]: () => ({}),
  [`POST ${unit}/imports/:importId/uploaded`]: () => ({ size: 3 }),
  [`PUT ${unit}/imports/:importId/layout`]: () => ({
    revision: 2,
    encoding: 'utf-8',
    separator: ',',
    columns: null,
    mode: 'create',
    options: [],
  }),
  [`POST ${unit}/imports/:importId/start`]: () => ({ revision: 2, trial: true }),
  [`POST ${unit}/imports/:importId/cancel`]: () => ({}),
  [`POST ${unit}/imports/:importId/undo`]: () => ({ revision: 2 }),
  [`POST ${unit}/exports/:target`]: () => ({}),
  [`POST ${unit}/customers/:customerId/addresses/:addressId/locate`]: () => ({}),
  [`POST ${unit}/places/check`]: () => ({
    lon: 9.5,
    lat: 47.1,
    postalCode: '',
    city: 'Vaduz',
    country: 'LI',
  }),
  [`PUT ${unit}/customers/:customerId/planning-rules`]: () => ({
    openingHours: null,
    mode: null,
    technicianIds: [],
    last: false,
    revision: 1,
  }),
  [`POST ${unit}/api-keys`]: () => apiKey,
  [`PUT ${unit}/api-keys/:apiKeyId`]: () => ({ ...apiKey, revision: 1 }),
  [`POST ${unit}/api-keys/:apiKeyId/revoke`]: () => ({}),
  [`PUT ${unit}/settings`]: ({ unit }) => ({
    revision: 2,
    name: 'A new name',
    displayName: 'A new name',
    portalOn: true,
    contactEmail: null,
    contactPhone: null,
    contactAddress: null,
    welcome: {},
    languages: ['en'],
    defaultLanguage: 'en',
    zone: 'Europe/Vaduz',
    channels: ['email'],
    newAccessesEnabled: true,
    permanentLinks: false,
    customersEditContact: true,
    customersEditAddresses: true,
    customersSeeClockings: false,
    techniciansCorrectClockings: false,
    smsCountries: null,
    smsPerDay: 200,
    smsPerCountryAndDay: 100,
    slug: unit.slug,
    ownDomain: null,
    accentColour: null,
    backgroundColour: null,
    closures: [],
    logo: unit.logo,
  }),
  [`POST ${unit}/settings/logos`]: () => ({ picture: 'none' }),
  [`POST ${unit}/catalogue/logos`]: () => ({ picture: 'none' }),
  [`POST ${unit}/catalogue/types/:activityTypeId/portal-card`]: ({ tenant }) => ({
    interventionId: tenant.visit,
    language: 'en',
    portalShown: true,
    display: plainDisplay,
  }),
  [`POST ${unit}/catalogue/types/:activityTypeId/copy`]: () => ({}),
  [`POST ${unit}/catalogue/files`]: () => ({ file: 'no JSON' }),
  [`POST ${unit}/catalogue/gallery`]: () => ({ code: 'none' }),
  [`POST ${unit}/catalogue/types`]: () => ({ name: 'A new type' }),
  [`PUT ${unit}/catalogue/types/:activityTypeId`]: () => ({ revision: 1, changes: { manual: true } }),
  [`POST ${unit}/catalogue/types/:activityTypeId/undo`]: () => ({ revision: 1 }),
  [`POST ${unit}/catalogue/types/:activityTypeId/actions`]: () => portalAction,
  [`POST ${unit}/catalogue/types/:activityTypeId/actions/try`]: ({ tenant }) => ({
    interventionId: tenant.visit,
    kind: 'cancel',
    enabled: true,
    minimumNotice: 0,
    maximumReschedules: null,
    conditions: null,
  }),
  [`POST ${unit}/catalogue/types/:activityTypeId/actions/card`]: ({ tenant }) => ({
    interventionId: tenant.visit,
    place: 'intervention',
    language: 'en',
    label: {},
    description: {},
    confirmation: {},
    document: {},
  }),
  [`PUT ${unit}/catalogue/types/:activityTypeId/actions/order`]: () => ({ actionIds: [] }),
  [`POST ${unit}/catalogue/types/:activityTypeId/actions/undo`]: () => ({ sequence: 0 }),
  [`PUT ${unit}/catalogue/types/:activityTypeId/actions/:actionId`]: () => ({ ...portalAction, revision: 1 }),
  [`DELETE ${unit}/catalogue/types/:activityTypeId/actions/:actionId`]: () => ({ revision: 1 }),
  [`POST ${unit}/requests/:requestId/close`]: () => ({ revision: 1, answer: '' }),
  [`POST ${unit}/requests/:requestId/files`]: () => ({}),
  [`POST ${unit}/accesses`]: (target) => ({ ...person(target), enabled: true, invite: false }),
  [`PUT ${unit}/accesses/:accessId`]: (target) => ({ ...person(target), revision: 1 }),
  [`DELETE ${unit}/accesses/:accessId`]: () => ({}),
  [`PUT ${unit}/accesses/:accessId/enabled`]: () => ({ enabled: false }),
  [`POST ${unit}/accesses/:accessId/invitation`]: () => ({}),
  [`POST ${unit}/accesses/:accessId/end-sessions`]: () => ({}),
  [`POST ${unit}/accesses/:accessId/preview`]: () => ({}),
  [`POST ${unit}/accesses/:accessId/reopen-sign-in`]: () => ({}),
  [`POST ${unit}/accesses/:accessId/permanent-link`]: () => ({}),
  [`DELETE ${unit}/accesses/:accessId/permanent-link`]: () => ({}),
  [`PUT ${unit}/all-accesses/enabled`]: () => ({ enabled: false }),
  [`PUT ${unit}/all-accesses/new-enabled`]: () => ({ enabled: false }),
  [`PUT ${unit}/personal-data/retention`]: () => ({
    visitMonths: null,
    accessMonths: null,
    messageMonths: null,
    revision: 1,
  }),
  [`POST ${unit}/personal-data/customers/:customerId/export`]: () => ({}),
  [`POST ${unit}/personal-data/customers/:customerId/erase`]: () => ({ confirm: 'somebody else' }),
  [`POST ${unit}/personal-data/accesses/:accessId/export`]: () => ({}),
  [`POST ${unit}/personal-data/accesses/:accessId/erase`]: () => ({ confirm: 'somebody else' }),
  'POST /api/v1/sign-in': () => ({ email: 'nobody@example.com', password: 'a password of nobody' }),
  'POST /api/v1/sign-in/code': () => ({ code: '000000' }),
  'POST /api/v1/sign-out': () => ({}),
  [`POST ${unit}/interventions`]: ({ unit, tenant }) => ({
    activityTypeId: unit.typeId,
    customerId: tenant.customer.customerId,
    addressId: tenant.customer.addressIds[0],
    comment: 'c',
  }),
  [`POST ${unit}/interventions/:interventionId/plan`]: ({ unit }) => ({
    technicianId: unit.technicianId,
    date: '2027-01-14',
    start: 1_799_913_600,
    end: 1_799_920_800,
    revision: 2,
  }),
  [`POST ${unit}/interventions/:interventionId/plan-by-hand`]: ({ unit }) => ({
    technicianId: unit.technicianId,
    at: '2027-01-14T10:00',
    revision: 2,
    accepted: 'a',
  }),
  [`POST ${unit}/interventions/:interventionId/close`]: () => ({
    answers: { actual_start: '2027-01-11T06:00', actual_end: '2027-01-11T06:30', result: 'ok' },
    version: 0,
    seen: null,
  }),
  [`POST ${unit}/interventions/:interventionId/corrections`]: () => ({
    revision: 1,
    start: '2027-01-11T06:00',
    end: '2027-01-11T06:30',
    result: 'ok',
    reason: null,
    comment: '',
    words: 'w',
  }),
  [`POST ${unit}/interventions/:interventionId/reports`]: () => ({}),
  [`POST ${unit}/interventions/:interventionId/reports/delivered`]: () => ({}),
  [`POST ${unit}/late-reports/:lateReportId/decide`]: () => ({
    revision: 1,
    decision: 'set-aside',
    words: 'w',
  }),
  [`POST ${unit}/interventions/:interventionId/steps`]: () => ({
    step: 'on-the-way',
    at: 1_799_647_200,
    sentAt: 1_799_647_200,
    seen: null,
  }),
  [`POST ${unit}/interventions/:interventionId/accept-time`]: () => ({ revision: 1 }),
  [`POST ${unit}/interventions/:interventionId/decline-time`]: () => ({ revision: 1, words: 'w' }),
  [`POST ${unit}/interventions/:interventionId/assignment`]: () => ({ automatic: false, revision: 1 }),
  [`POST ${unit}/interventions/:interventionId/confirmation`]: () => ({ confirmed: false, revision: 1 }),
  [`POST ${unit}/interventions/:interventionId/cancel`]: () => ({
    reason: 'other',
    details: 'd',
  }),
};
