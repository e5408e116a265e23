import { ItineraError } from '@itinera/core';
import { fileLimits, largestImportPiece } from '@itinera/core/shared';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { ApiEnv, Services } from './context.ts';
import { answerError } from './errors.ts';
import { gate } from './gate.ts';
import { securityHeaders } from './headers.ts';
import { observeRequests } from './observe.ts';
import { accountRoutes } from './routes/account.ts';
import { accessRoutes } from './routes/accesses.ts';
import { accessSignInRoutes } from './routes/access-sign-in.ts';
import { activityTypeRoutes } from './routes/activity-types.ts';
import { allAccessesRoutes } from './routes/all-accesses.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { attendanceRoutes } from './routes/attendance.ts';
import { calendarGrantRoutes, calendarRoutes } from './routes/calendars.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { customerOptionRoutes, customerRecordRoutes } from './routes/customer-record.ts';
import { customerDuplicateRoutes } from './routes/customer-duplicates.ts';
import { addressRoutes, notLocatedRoutes, placeRoutes } from './routes/addresses.ts';
import { customerRoutes } from './routes/customers.ts';
import { fileRoutes, requestFileRoutes, visitFileRoutes } from './routes/files.ts';
import { feedRoutes } from './routes/feed.ts';
import {
  activityTypeFormRoutes,
  customerFormRoutes,
  ownFieldRoutes,
  visitFormRoutes,
} from './routes/forms.ts';
import { exportRoutes } from './routes/exports.ts';
import { handingOverRoutes } from './routes/handing-over.ts';
import { healthRoutes } from './routes/health.ts';
import { importRoutes } from './routes/imports.ts';
import { interventionRoutes } from './routes/interventions.ts';
import { invitationRoutes } from './routes/invitation.ts';
import { meRoutes } from './routes/me.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { ownPasskeyRoutes, passkeyProofRoutes, passkeySignInRoutes } from './routes/passkeys.ts';
import { portalActionRoutes } from './routes/portal-actions.ts';
import { planningRoutes } from './routes/planning.ts';
import { planningRulesRoutes } from './routes/planning-rules.ts';
import { requestRoutes } from './routes/requests.ts';
import { settingsRoutes } from './routes/settings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { signOutRoutes } from './routes/sign-out.ts';
import { staffRoutes } from './routes/staff.ts';
import { ownDayRoutes } from './routes/own-day.ts';
import { ownTechnicianRoutes } from './routes/own-technician.ts';
import { serviceZoneRoutes } from './routes/service-zones.ts';
import { teamRoutes } from './routes/team.ts';
import { technicianRoutes } from './routes/technicians.ts';
import { textMessageRoutes } from './routes/text-messages.ts';
import { todayRoutes } from './routes/today.ts';
import { changeRoutes, lateReportRoutes, workRoutes } from './routes/work.ts';
import { sameOriginOnly } from './same-origin.ts';
import { systemApi } from './systems/routes.ts';

const largestBody = 64 * 1024;
/** A piece of a file that is imported, and a little: core says what is too large. */
const largestPiece = largestImportPiece + 1024;
/** A picture of the size core takes, and a little: it says what is too large, in words. */
const largestPicture = 1152 * 1024;
/** A form of 500 fields in four languages, and more: core says how many fields are too many. */
const largestForm = 1024 * 1024;
/** A type with three such forms, as text within JSON: core says what is too large. */
const largestTypeFile = 6 * 1024 * 1024;
const limitBody = bodyLimit({ maxSize: largestBody });
const limitPicture = bodyLimit({ maxSize: largestPicture });
const limitForm = bodyLimit({ maxSize: largestForm });
/** A photo of the size core takes, and a little. */
const limitFile = bodyLimit({ maxSize: fileLimits.photo + 1024 });
const limitTypeFile = bodyLimit({ maxSize: largestTypeFile });
const limitPiece = bodyLimit({ maxSize: largestPiece });

/** By what a route takes. */
function limitOf(path: string) {
  if (/\/(activity-types\/[^/]+\/forms\/[^/]+|customer-form)$/.test(path)) return limitForm;
  if (/\/(interventions\/[^/]+\/forms\/[^/]+\/files\/[^/]+|requests\/[^/]+\/files)$/.test(path))
    return limitFile;
  // A document in every language.
  if (/\/catalogue\/types\/[^/]+\/actions(\/[^/]+)?$/.test(path)) return limitForm;
  if (/\/(settings|catalogue)\/logos$/.test(path)) return limitPicture;
  if (/\/catalogue\/files$/.test(path)) return limitTypeFile;
  return /\/imports\/[^/]+\/pieces\/[^/]+$/.test(path) ? limitPiece : limitBody;
}

/** The whole HTTP interface, without port and static files; tests call `createApi(…).request(…)`. */
export function createApi(services: Services) {
  const answer = answerError(services);
  const app = new Hono<ApiEnv>()
    .onError(answer)
    // Answered, not thrown: an error from here would pass by what puts the headers on.
    .notFound((c) => answer(new ItineraError('not-found', 'There is nothing at this address.'), c))
    .use(observeRequests(services), securityHeaders(services))
    .route('/', healthRoutes(services))
    .use('/api/*', compress(), sameOriginOnly(services), (c, next) => limitOf(c.req.path)(c, next))
    .use('/api/*', gate(services))
    .use('/calendar/*', gate(services))
    .route('/calendar', feedRoutes(services))
    .route('/api/v1/sign-in', signInRoutes(services))
    .route('/api/v1/sign-in/passkey', passkeySignInRoutes(services))
    .route('/api/v1/sign-out', signOutRoutes(services))
    .route('/api/v1/me', meRoutes(services))
    .route('/api/v1/invitation', invitationRoutes(services))
    .route('/api/v1/account', accountRoutes(services))
    .route('/api/v1/account/prove/passkey', passkeyProofRoutes(services))
    .route('/api/v1/account/passkeys', ownPasskeyRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/staff', staffRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/settings', settingsRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/api-keys', apiKeyRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/changes', changeRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/today', todayRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/activity-types', activityTypeRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/activity-types', activityTypeFormRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customer-form', customerFormRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/catalogue', catalogueRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/catalogue/types', portalActionRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/technicians', technicianRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/technicians', calendarRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/calendar-grants', calendarGrantRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/team', teamRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/own-technician', ownTechnicianRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/own-day', ownDayRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/attendance', attendanceRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/handing-over', handingOverRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/service-zones', serviceZoneRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/text-messages', textMessageRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/accesses', accessSignInRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customers', customerDuplicateRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customers', customerRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customers', customerRecordRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customers', ownFieldRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customer-options', customerOptionRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customers', addressRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/customers', planningRulesRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/places', placeRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/not-located', notLocatedRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/accesses', accessRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/all-accesses', allAccessesRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/personal-data', personalDataRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/imports', importRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/exports', exportRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/requests', requestRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/requests', requestFileRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/interventions', interventionRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/interventions', planningRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/interventions', workRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/late-reports', lateReportRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/interventions', visitFormRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/interventions', visitFileRoutes(services))
    .route('/api/v1/business-units/:businessUnitId/files', fileRoutes(services));
  // Apart from the chain: the UI's typed client knows nothing of it.
  app.route('/api/v1', systemApi(services));
  return app;
}

/** What the typed client of the UI is made from. */
export type Api = ReturnType<typeof createApi>;
