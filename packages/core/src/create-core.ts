import { createAccess } from './accesses/create.ts';
import { deleteAccess } from './accesses/delete.ts';
import { editAccess } from './accesses/edit.ts';
import { setEveryAccessEnabled, setNewAccessesEnabled } from './accesses/everybody.ts';
import { giveAccessToContact } from './accesses/give-to-contact.ts';
import { inviteAccess } from './accesses/invite.ts';
import { accessOverview } from './accesses/overview.ts';
import { accessPage, listAccessRows } from './accesses/read.ts';
import { reopenSignIn } from './accesses/reopen.ts';
import { setAccessEnabled } from './accesses/set-enabled.ts';
import { endAccessSessions } from './accesses/end-sessions.ts';
import { makePermanentLink, permanentLink, revokePermanentLink } from './accesses/permanent-link.ts';
import { enterLink, useEnterLink } from './sign-in/permanent-link.ts';
import { checkPlace } from './addresses/check-place.ts';
import { locateAgain } from './addresses/locate.ts';
import { suggestPlaces } from './addresses/suggest.ts';
import { ownAddresses, saveOwnAddress } from './addresses/own.ts';
import { addressesOfCustomer, notLocatedAddresses } from './addresses/read.ts';
import { saveAddress } from './addresses/save.ts';
import { createAttendance } from './attendance/create-attendance.ts';
import { smsUsage } from './notifications/sms-usage.ts';
import { assist, findForAccess } from './availability/find-slots.ts';
import { routeDay } from './availability/route-day.ts';
import { cancel } from './bookings/cancel.ts';
import { confirm } from './bookings/confirm.ts';
import { acceptTime, declineTime } from './bookings/decide-time.ts';
import { extendHold } from './bookings/extend-hold.ts';
import { heldSlot } from './bookings/held-slot.ts';
import { hold } from './bookings/hold.ts';
import { plan } from './bookings/plan.ts';
import { planByHand } from './bookings/plan-by-hand.ts';
import { answerQuestions, questions, skipQuestions } from './bookings/questions.ts';
import { releaseHold } from './bookings/release-hold.ts';
import { publicPortal } from './business-units/public-portal.ts';
import { publicLogo, uploadedLogo, uploadLogo } from './business-units/logo.ts';
import { saveUnitSettings } from './business-units/save-settings.ts';
import { unitSettings } from './business-units/settings.ts';
import { addCalendar } from './calendars/add.ts';
import { editCalendar, readCalendarNow, removeCalendar } from './calendars/change.ts';
import { finishGrant, startGrant } from './calendars/grant.ts';
import { feedState, makeFeed, readFeed, revokeFeed } from './calendars/feed.ts';
import { technicianCalendars } from './calendars/read.ts';
import { createType } from './catalogue/create-type.ts';
import { activityTypes, bookable } from './catalogue/read.ts';
import { decidedDocuments, documentPage, documentsOfVisit } from './documents/read.ts';
import { signDocument } from './documents/sign.ts';
import { answerVisit } from './forms/answer-visit.ts';
import { answerCustomer, customerForm } from './forms/customer-form.ts';
import { formHistory, undoForm } from './forms/form-history.ts';
import { formPage } from './forms/form-page.ts';
import { saveForm } from './forms/save-form.ts';
import { readFile, removeFile, uploadFile, withdrawFile } from './forms/visit-files.ts';
import { visitForm, visitForms } from './forms/visit-form.ts';
import { saveType, undoTypeChange } from './catalogue/save-type.ts';
import { listTypes, typePage } from './catalogue/settings.ts';
import type { CoreConfig } from './config.ts';
import type { Context } from './context.ts';
import { createContext, refuse, type CoreOutside } from './create-context.ts';
import type { Core } from './core.ts';
import { addContact, editContact, removeContact } from './customers/contacts.ts';
import {
  duplicateCustomers,
  duplicatesOfCustomer,
  mergePreview,
  partCustomers,
} from './customers/duplicates.ts';
import { searchCustomers } from './customers/list.ts';
import { mergeCustomers } from './customers/merge.ts';
import { ownDetails, saveOwnDetails } from './customers/own-details.ts';
import { createPreset } from './customers/presets.ts';
import { presetValues, savePresets } from './customers/save-presets.ts';
import { customerRecord, recordOptions } from './customers/record-page.ts';
import { addressesForAccess, customerPage } from './customers/read.ts';
import { planningRules, savePlanningRules } from './customers/planning-rules.ts';
import { createCustomer, editCustomer } from './customers/save-customer.ts';
import { setStatus as setCustomerStatus } from './customers/set-status.ts';
import { createHandingOver } from './handing-over/create-handing-over.ts';
import { runDue, startRecurringJobs } from './jobs/run-due.ts';
import { grantPreview } from './previews/grant.ts';
import { leavePreview, openGrant, viewGrant } from './previews/open.ts';
import { preview, previewedAccount, previewedSessions } from './previews/read.ts';
import { eraseAccess } from './personal-data/erase-access.ts';
import { eraseCustomer } from './personal-data/erase-customer.ts';
import { exportAccess, exportCustomer, exportOwn } from './personal-data/export.ts';
import { accessOutlook, customerOutlook } from './personal-data/outlook.ts';
import { personalDataPage, publicRetention, setRetention } from './personal-data/retention.ts';
import { account } from './sign-in/account.ts';
import { challenge, resendCode } from './sign-in/challenge.ts';
import { confirmChange, requestChange } from './sign-in/change-identifier.ts';
import { giveProof, requestProof } from './sign-in/prove-again.ts';
import { link, useLink } from './sign-in/link.ts';
import { endOtherSessions, endOwnSession, ownSessions } from './sign-in/own-sessions.ts';
import { requestCode } from './sign-in/request-code.ts';
import { chooseAccess, session, signOut } from './sign-in/session.ts';
import { verifyCode } from './sign-in/verify-code.ts';
import { acceptInvitation } from './staff/accept-invitation.ts';
import {
  account as staffAccount,
  endOtherSessions as endOtherStaffSessions,
  endOwnSession as endOwnStaffSession,
} from './staff/account.ts';
import { confirmAuthenticator, newAuthenticator } from './staff/authenticator.ts';
import { endSessions, renewSignIn, setStatus } from './staff/change-account.ts';
import { resendInvitation, revokeInvitation } from './staff/change-invitation.ts';
import { changePassword } from './staff/change-password.ts';
import { invite } from './staff/invite.ts';
import { listStaff } from './staff/list-staff.ts';
import { addPasskey, newPasskey, removePasskey, renamePasskey } from './staff/own-passkeys.ts';
import { proofChallenge, proveByPasskey } from './staff/passkey-proof.ts';
import { passkeyChallenge, passkeySignIn } from './staff/passkey-sign-in.ts';
import { prove } from './staff/prove.ts';
import { newRecoveryCodes } from './staff/recovery-codes.ts';
import { secondFactor } from './staff/second-factor.ts';
import { session as staffSession, signOut as signOutStaff } from './staff/session.ts';
import { setRole } from './staff/set-role.ts';
import { signIn as signInStaff } from './staff/sign-in.ts';
import { invitationPasskey, viewInvitation } from './staff/view-invitation.ts';
import { actionSamples, actionsPage } from './portal-actions/read.ts';
import { orderActions, removeAction, saveAction } from './portal-actions/save.ts';
import { tryAction } from './portal-actions/try.ts';
import { undoActionChange } from './portal-actions/undo.ts';
import { technicians } from './teams/read.ts';
import { createTechnicians } from './technicians/create-technicians.ts';
import { ownDay } from './own-day/own-day.ts';
import { createReports } from './reports/read.ts';
import { closeRequest } from './requests/close.ts';
import { requestOffer } from './requests/offer.ts';
import { countRequests, listRequests } from './requests/read.ts';
import { sendRequest } from './requests/send.ts';
import { sentRequests } from './requests/sent.ts';
import { guardPreviews } from './read-only.ts';
import { apiActivityType, apiActivityTypes } from './api-keys/api-catalogue.ts';
import { apiAccesses, apiUpdateAccess } from './api-keys/api-accesses.ts';
import {
  apiAddresses,
  apiCreateCustomer,
  apiCustomer,
  apiCustomers,
  apiUpdateCustomer,
} from './api-keys/api-customers.ts';
import { apiIntervention, apiInterventions } from './api-keys/api-interventions.ts';
import {
  apiCancelIntervention,
  apiCloseIntervention,
  apiCreateIntervention,
  apiPlanIntervention,
  apiUpdateIntervention,
} from './api-keys/change-intervention.ts';
import { enter, noteCall } from './api-keys/enter.ts';
import { callsOfKey, listKeys } from './api-keys/keys.ts';
import { createKey, editKey, revokeKey } from './api-keys/save-key.ts';
import { apiSlots } from './api-keys/slots.ts';
import { guardKeys } from './api-use-cases.ts';
import { guardStaff } from './use-case-rights.ts';
import { exportFile } from './imports/export.ts';
import { previewImport, setLayout } from './imports/preview.ts';
import { importLines, importPage, listImportRuns } from './imports/read.ts';
import { resultFile } from './imports/result-file.ts';
import { cancelImport, startImport, undoImport } from './imports/start.ts';
import { addPiece, createImport, discardImport, finishUpload } from './imports/upload.ts';
import { createInterventions } from './interventions/create-interventions.ts';
import { createVisits } from './portal-visits/create-visits.ts';
import { createWork } from './work/create-work.ts';
import { copyType, exportType, importType, listGallery, takeFromGallery } from './type-files/copy-type.ts';

const contexts = new WeakMap<Core, Context>();

/** The context behind a core, for setting up: no application needs it. */
export function contextOf(core: Core): Context {
  const ctx = contexts.get(core);
  if (!ctx) throw new TypeError('This core was not made by createCore');
  return ctx;
}

/**
 * Opens the store, brings it up to date and binds every use case to it. One process makes one core; close it at the end.
 * @throws ConfigError when no mail can leave, ItineraError `unavailable` when the store cannot be opened.
 */
export async function createCore(config: CoreConfig, outside: CoreOutside = {}): Promise<Core> {
  const ctx = await createContext(config, outside);
  const bind =
    <A extends unknown[], R>(useCase: (ctx: Context, ...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      useCase(ctx, ...args).catch(refuse);
  const core: Core = {
    clock: ctx.clock,
    logger: ctx.logger,
    businessUnits: {
      publicPortal: bind(publicPortal),
      settings: bind(unitSettings),
      save: bind(saveUnitSettings),
      uploadLogo: bind(uploadLogo),
      uploadedLogo: bind(uploadedLogo),
      publicLogo: bind(publicLogo),
    },
    signIn: {
      requestCode: bind(requestCode),
      resendCode: bind(resendCode),
      challenge: bind(challenge),
      verifyCode: bind(verifyCode),
      link: bind(link),
      useLink: bind(useLink),
      chooseAccess: bind(chooseAccess),
      session: bind(session),
      signOut: bind(signOut),
      ownSessions: bind(ownSessions),
      endOwnSession: bind(endOwnSession),
      endOtherSessions: bind(endOtherSessions),
      account: bind(account),
      requestProof: bind(requestProof),
      giveProof: bind(giveProof),
      requestChange: bind(requestChange),
      confirmChange: bind(confirmChange),
      enterLink: bind(enterLink),
      useEnterLink: bind(useEnterLink),
    },
    accessSignIn: {
      endSessions: bind(endAccessSessions),
      permanentLink: bind(permanentLink),
      makePermanentLink: bind(makePermanentLink),
      revokePermanentLink: bind(revokePermanentLink),
      smsUsage: bind(smsUsage),
    },
    previews: {
      grant: bind(grantPreview),
      view: bind(viewGrant),
      open: bind(openGrant),
      session: bind(preview),
      account: bind(previewedAccount),
      ownSessions: bind(previewedSessions),
      leave: bind(leavePreview),
    },
    staff: {
      signIn: bind(signInStaff),
      secondFactor: bind(secondFactor),
      passkeyChallenge: bind(passkeyChallenge),
      passkeySignIn: bind(passkeySignIn),
      session: bind(staffSession),
      signOut: bind(signOutStaff),
      viewInvitation: bind(viewInvitation),
      invitationPasskey: bind(invitationPasskey),
      acceptInvitation: bind(acceptInvitation),
      list: bind(listStaff),
      invite: bind(invite),
      resendInvitation: bind(resendInvitation),
      revokeInvitation: bind(revokeInvitation),
      setRole: bind(setRole),
      setStatus: bind(setStatus),
      endSessions: bind(endSessions),
      renewSignIn: bind(renewSignIn),
    },
    account: {
      page: bind(staffAccount),
      prove: bind(prove),
      changePassword: bind(changePassword),
      newAuthenticator: bind(newAuthenticator),
      confirmAuthenticator: bind(confirmAuthenticator),
      proofChallenge: bind(proofChallenge),
      proveByPasskey: bind(proveByPasskey),
      newPasskey: bind(newPasskey),
      addPasskey: bind(addPasskey),
      renamePasskey: bind(renamePasskey),
      removePasskey: bind(removePasskey),
      newRecoveryCodes: bind(newRecoveryCodes),
      endSession: bind(endOwnStaffSession),
      endOtherSessions: bind(endOtherStaffSessions),
    },
    customers: {
      addressesForAccess: bind(addressesForAccess),
      search: bind(searchCustomers),
      page: bind(customerPage),
      create: bind(createCustomer),
      edit: bind(editCustomer),
      record: bind(customerRecord),
      recordOptions: bind(recordOptions),
      createPreset: bind(createPreset),
      presets: bind(presetValues),
      savePresets: bind(savePresets),
      ownDetails: bind(ownDetails),
      saveOwnDetails: bind(saveOwnDetails),
      addContact: bind(addContact),
      editContact: bind(editContact),
      removeContact: bind(removeContact),
      duplicates: bind(duplicateCustomers),
      duplicatesOf: bind(duplicatesOfCustomer),
      part: bind(partCustomers),
      mergePreview: bind(mergePreview),
      merge: bind(mergeCustomers),
      setStatus: bind(setCustomerStatus),
    },
    addresses: {
      list: bind(addressesOfCustomer),
      save: bind(saveAddress),
      own: bind(ownAddresses),
      saveOwn: bind(saveOwnAddress),
      locate: bind(locateAgain),
      suggest: bind(suggestPlaces),
      check: bind(checkPlace),
      notLocated: bind(notLocatedAddresses),
    },
    planningRules: { read: bind(planningRules), save: bind(savePlanningRules) },
    accesses: {
      list: bind(listAccessRows),
      page: bind(accessPage),
      overview: bind(accessOverview),
      create: bind(createAccess),
      giveToContact: bind(giveAccessToContact),
      edit: bind(editAccess),
      setEnabled: bind(setAccessEnabled),
      setEveryEnabled: bind(setEveryAccessEnabled),
      setNewEnabled: bind(setNewAccessesEnabled),
      invite: bind(inviteAccess),
      reopenSignIn: bind(reopenSignIn),
      delete: bind(deleteAccess),
    },
    personalData: {
      page: bind(personalDataPage),
      setRetention: bind(setRetention),
      customerOutlook: bind(customerOutlook),
      accessOutlook: bind(accessOutlook),
      exportCustomer: bind(exportCustomer),
      exportAccess: bind(exportAccess),
      eraseCustomer: bind(eraseCustomer),
      eraseAccess: bind(eraseAccess),
      exportOwn: bind(exportOwn),
      publicRetention: bind(publicRetention),
    },
    imports: {
      list: bind(listImportRuns),
      page: bind(importPage),
      preview: bind(previewImport),
      lines: bind(importLines),
      resultFile: bind(resultFile),
      create: bind(createImport),
      addPiece: bind(addPiece),
      finishUpload: bind(finishUpload),
      setLayout: bind(setLayout),
      start: bind(startImport),
      cancel: bind(cancelImport),
      undo: bind(undoImport),
      discard: bind(discardImport),
      exportFile: bind(exportFile),
    },
    files: {
      upload: bind(uploadFile),
      withdraw: bind(withdrawFile),
      read: bind(readFile),
      remove: bind(removeFile),
    },
    forms: {
      page: bind(formPage),
      save: bind(saveForm),
      history: bind(formHistory),
      undo: bind(undoForm),
      ofVisit: bind(visitForm),
      allOfVisit: bind(visitForms),
      answerVisit: bind(answerVisit),
      ofCustomer: bind(customerForm),
      answerCustomer: bind(answerCustomer),
    },
    documents: {
      ofVisit: bind(documentsOfVisit),
      page: bind(documentPage),
      sign: bind(signDocument),
      decided: bind(decidedDocuments),
    },
    catalogue: {
      bookable: bind(bookable),
      activityTypes: bind(activityTypes),
      list: bind(listTypes),
      page: bind(typePage),
      create: bind(createType),
      save: bind(saveType),
      undo: bind(undoTypeChange),
      copy: bind(copyType),
      exportFile: bind(exportType),
      importFile: bind(importType),
      gallery: bind(listGallery),
      takeFromGallery: bind(takeFromGallery),
      uploadLogo: bind(uploadLogo),
      uploadedLogo: bind(uploadedLogo),
    },
    portalActions: {
      page: bind(actionsPage),
      samples: bind(actionSamples),
      try: bind(tryAction),
      save: bind(saveAction),
      remove: bind(removeAction),
      order: bind(orderActions),
      undo: bind(undoActionChange),
    },
    reports: createReports(bind),
    requests: {
      offer: bind(requestOffer),
      send: bind(sendRequest),
      sent: bind(sentRequests),
      list: bind(listRequests),
      count: bind(countRequests),
      close: bind(closeRequest),
    },
    apiKeys: {
      list: bind(listKeys),
      create: bind(createKey),
      edit: bind(editKey),
      revoke: bind(revokeKey),
      calls: bind(callsOfKey),
      enter: bind(enter),
      note: (call) => noteCall(ctx, call),
    },
    api: {
      activityTypes: bind(apiActivityTypes),
      activityType: bind(apiActivityType),
      customers: bind(apiCustomers),
      customer: bind(apiCustomer),
      createCustomer: bind(apiCreateCustomer),
      updateCustomer: bind(apiUpdateCustomer),
      addresses: bind(apiAddresses),
      accesses: bind(apiAccesses),
      updateAccess: bind(apiUpdateAccess),
      interventions: bind(apiInterventions),
      intervention: bind(apiIntervention),
      createIntervention: bind(apiCreateIntervention),
      updateIntervention: bind(apiUpdateIntervention),
      planIntervention: bind(apiPlanIntervention),
      cancelIntervention: bind(apiCancelIntervention),
      closeIntervention: bind(apiCloseIntervention),
      slots: bind(apiSlots),
    },
    teams: { technicians: bind(technicians) },
    calendars: {
      list: bind(technicianCalendars),
      add: bind(addCalendar),
      startGrant: bind(startGrant),
      finishGrant: bind(finishGrant),
      edit: bind(editCalendar),
      remove: bind(removeCalendar),
      readNow: bind(readCalendarNow),
    },
    feeds: {
      state: bind(feedState),
      make: bind(makeFeed),
      revoke: bind(revokeFeed),
      read: bind(readFeed),
    },
    ...createTechnicians(bind),
    ownDay: { page: bind(ownDay) },
    attendance: createAttendance(bind),
    handingOver: createHandingOver(bind),
    interventions: createInterventions(bind),
    visits: createVisits(bind),
    work: createWork(bind),
    availability: { find: bind(findForAccess), assist: bind(assist), routeDay: bind(routeDay) },
    bookings: {
      questions: bind(questions),
      answerQuestions: bind(answerQuestions),
      skipQuestions: bind(skipQuestions),
      hold: bind(hold),
      heldSlot: bind(heldSlot),
      extendHold: bind(extendHold),
      releaseHold: bind(releaseHold),
      confirm: bind(confirm),
      acceptTime: bind(acceptTime),
      declineTime: bind(declineTime),
      cancel: bind(cancel),
      plan: bind(plan),
      planByHand: bind(planByHand),
    },
    jobs: { runDue: bind(runDue) },
    ready: () => ctx.db.ready().catch(refuse),
    async close() {
      await ctx.apiCalls.settled();
      await ctx.db.close();
    },
  };
  guardStaff(core);
  guardPreviews(core);
  guardKeys(core);
  contexts.set(core, ctx);
  await startRecurringJobs(ctx).catch(refuse);
  return core;
}
