export type { Database, Engine, Queries, TechnicianDay } from './engine/database.ts';
export { DbError, type DbErrorCode } from './engine/errors.ts';
export { openDatabase, type DatabaseTarget } from './engine/open.ts';
export type {
  Company,
  NewCompany,
  BusinessUnit,
  NewBusinessUnit,
  Logo,
  StaffUser,
  NewStaffUser,
  StaffRole,
  StaffSession,
  NewStaffSession,
  StaffInvitation,
  StaffPasskey,
  Skill,
  NewSkill,
  Technician,
  NewTechnician,
  TechnicianSkill,
  TechnicianBusinessUnit,
  TechnicianException,
  Absence,
  NewAbsence,
  ExternalCalendar,
  NewExternalCalendar,
  ExternalEvent,
  TechnicianFeed,
  UnitAbsence,
  Team,
  Customer,
  NewCustomer,
  CustomerTag,
  CustomerContact,
  NewCustomerContact,
  Preset,
  NewPreset,
  Address,
  NewAddress,
  CustomerTechnician,
  ServiceZone,
  NewServiceZone,
  Access,
  NewAccess,
  AccessCustomer,
  AccessPeriod,
  SignInIdentifier,
  SignInChallenge,
  NewSignInChallenge,
  KnownDevice,
  NewKnownDevice,
  PortalSession,
  NewPortalSession,
  AttemptLimit,
  AccessLink,
  PortalPreview,
  SmsDay,
  ActivityType,
  NewActivityType,
  ActivityTypeSkill,
  PortalAction,
  NewPortalAction,
  PortalActionUse,
  CustomerRequest,
  NewCustomerRequest,
  ImportRun,
  NewImportRun,
  ImportLine,
  NewImportLine,
  Intervention,
  NewIntervention,
  Form,
  NewForm,
  FormVersion,
  FormSubmission,
  NewFormSubmission,
  SignedDocument,
  Clocking,
  NewClocking,
  ClockingCorrection,
  BookingAnswers,
  NewBookingAnswers,
  Part,
  NewPart,
  Hold,
  NewHold,
  Assignment,
  NewAssignment,
  TechnicianDayRow,
  TravelTimeRow,
  Event,
  NewEvent,
  Job,
  NewJob,
  Message,
  NewMessage,
  Idempotency,
} from './rows.ts';
export {
  listCalendars,
  findCalendar,
  updateCalendar,
  deleteCalendar,
  claimDueCalendars,
  noteReading,
  replaceEvents,
  loadExternalEvents,
  findStaleTechnicians,
  listStaleCalendars,
  listUntoldStaleCalendars,
  type StaleCalendar,
} from './stores/calendars.ts';
export type { CalendarKind, CalendarVersion } from './schema/external-calendars.ts';
export type {
  ActionNotified,
  ActionPlace,
  ActivityKind,
  PortalActionKind,
  TypeAssignment,
  TypeVisibility,
} from './schema/catalogue.ts';
export type {
  AssignmentMode,
  CustomerKind,
  CustomerStatus,
  Location,
  NotLocatedBecause,
  TaxIdKind,
} from './schema/customers.ts';
export type { DocumentDecision } from './schema/documents.ts';
export type { FormPurpose, SubmissionSource, SubmissionState } from './schema/forms.ts';
export type { InterventionStatus, InterventionResult } from './schema/interventions.ts';
export type {
  LocalisedText,
  Closure,
  ClockInterval,
  ClockedPlace,
  LabelledValue,
  WeeklyHours,
  ActionLimits,
  InstantInterval,
  DayLimits,
  ImportCounts,
  ImportFailure,
  ImportLayout,
  DayLeg,
  LaterBase,
  Season,
  PortalDisplay,
  ServiceArea,
  Recurrence,
} from './schema/json.ts';
export type { ActorType, JobState, MessageState } from './schema/operations.ts';
export type { Channel, CounterName } from './schema/organisation.ts';
export type { PresetList } from './schema/presets.ts';
export { personalColumns } from './schema/personal.ts';
export type { InvitedRole, StaffStatus, StaffRoleName } from './schema/staff.ts';
export type { Tables } from './schema/tables.ts';
export type { TechnicianStatus, Commute } from './schema/technicians.ts';
export {
  listAccesses,
  countAccesses,
  listCustomersOfAccesses,
  listAccessesSharing,
} from './stores/access-lists.ts';
export {
  openAccessPeriods,
  closeAccessPeriods,
  countAccessesEnabledIn,
  setAllAccessesEnabled,
} from './stores/access-periods.ts';
export {
  findAccess,
  lockAccess,
  listAccessMatches,
  listMatchesOfLinkedAccess,
  listAccessesOfCustomer,
  listCustomersOfAccess,
  updateAccess,
  linkAccessToCustomer,
  unlinkAccessFromCustomer,
  type AccessMatch,
} from './stores/accesses.ts';
export {
  findAccessLink,
  findAccessLinkByToken,
  storeAccessLink,
  touchAccessLink,
  deleteAccessLink,
  deleteAccessLinksOfUnit,
} from './stores/access-links.ts';
export {
  deleteOldPreviews,
  endPreview,
  findPreview,
  findPreviewGrant,
  openPreview,
} from './stores/portal-previews.ts';
export {
  listStopsAtAddress,
  relocateStops,
  noteNotLocated,
  listNotLocated,
  type NotLocatedAddress,
} from './stores/address-stops.ts';
export { findAddress, listAddresses, updateAddress, makeStandardAddress } from './stores/addresses.ts';
export {
  deleteOldAttemptLimits,
  findAttemptLimit,
  lockAttemptLimit,
  storeAttemptLimit,
} from './stores/attempt-limits.ts';
export { insertRows } from './stores/bulk.ts';
export {
  listActivityTypes,
  findActivityType,
  updateActivityType,
  setRequiredSkills,
  listSharedTypesOfStops,
  listRequiredSkills,
  type RequiredSkill,
} from './stores/catalogue.ts';
export {
  deletePortalAction,
  listActionUses,
  listPortalActions,
  orderPortalActions,
  updatePortalAction,
  type ActionUses,
} from './stores/portal-actions.ts';
export { deleteContacts, listContacts, updateContact } from './stores/customer-contacts.ts';
export { listTags, listTagsInUse, replaceTags } from './stores/customer-tags.ts';
export {
  findCustomer,
  findCustomerByExternalReference,
  listChildCustomers,
  lockCustomer,
  findCustomers,
  updateCustomer,
} from './stores/customers.ts';
export { indexCustomers, indexMissingCustomers } from './stores/customer-index.ts';
export {
  listCustomers,
  type CustomerFilter,
  type CustomerList,
  type CustomerOrder,
} from './stores/customer-lists.ts';
export type { Relationship } from './schema/search.ts';
export type { CustomerKeyKind } from './schema/duplicates.ts';
export {
  listDistinct,
  listKeysSharedWith,
  listSharedKeys,
  sortedPair,
  storeDistinct,
  type SharedKey,
} from './stores/duplicates.ts';
export {
  closeMerged,
  moveAddressesAndWork,
  movePeopleAndHistory,
  type CustomerMove,
} from './stores/merge-customers.ts';
export {
  listCustomerTechnicians,
  listTechniciansOfCustomers,
  storeCustomerTechnicians,
  findLastTechnician,
} from './stores/customer-rules.ts';
export { listLedTechnicians, findDelegation, setDelegation } from './stores/delegations.ts';
export {
  listServiceZones,
  updateServiceZone,
  setZoneTechnicians,
  type ServedZone,
} from './stores/service-zones.ts';
export {
  loadAssignments,
  loadTechnicianDays,
  listAssignmentsOf,
  deleteAssignmentsOf,
  retimeAssignments,
  storeDayLegs,
  deleteExpiredStops,
  findOverlaps,
  type Timing,
} from './stores/days.ts';
export { eventsOfSubject } from './stores/events.ts';
export {
  findHold,
  listLiveHoldsOfAccess,
  listLiveHoldsOfIntervention,
  listClosedDays,
  extendHold,
  deleteHold,
  deleteStaleHoldsOfAllUnits,
} from './stores/holds.ts';
export {
  claimIdempotencyKey,
  findIdempotency,
  storeOutcome,
  deleteOldIdempotencyKeys,
} from './stores/idempotency.ts';
export {
  listInterventions,
  listInterventionEvents,
  listKindsOf,
  listRouteDetails,
  type RouteDetail,
  type InterventionEvent,
  type InterventionSummary,
  type InterventionFilter,
  type InterventionOrder,
  type ProblemFilter,
  type Standing,
} from './stores/intervention-lists.ts';
export {
  findIntervention,
  lockIntervention,
  updateIntervention,
  listParts,
  updatePart,
} from './stores/interventions.ts';
export {
  addJobs,
  claimJobs,
  endJob,
  countJobs,
  deleteDoneJobs,
  renewLease,
  type JobEnd,
} from './stores/jobs.ts';
export {
  claimWork,
  listDueWork,
  listWorkToAwait,
  noteTry,
  type OpenWork,
  type WaitingWork,
} from './stores/waiting-work.ts';
export { findMessageToSend, settleMessage } from './stores/messages.ts';
export {
  listAllCompanies,
  listBusinessUnits,
  findBusinessUnit,
  lockBusinessUnit,
  findAnyBusinessUnit,
  findBusinessUnitBySlug,
  findBusinessUnitByDomain,
  updateBusinessUnit,
  lastValue,
  nextValue,
} from './stores/organisation.ts';
export {
  findPortalSession,
  touchPortalSession,
  notePortalProof,
  listPortalSessions,
  endPortalSessions,
  endPortalSessionsOfUnit,
  findKnownDevice,
  rememberDevice,
  recordDeviceFailure,
  deleteOldPortalSessions,
} from './stores/portal-sessions.ts';
export { storeLogo, findLogo, deleteLogos } from './stores/logos.ts';
export {
  countPresetUses,
  findPresetByKey,
  listPresets,
  lockPresets,
  updatePreset,
} from './stores/presets.ts';
export type { Page, Paged } from './stores/search.ts';
export { findSignInIdentifiers } from './stores/sign-in-identifiers.ts';
export {
  findChallenge,
  findChallengeByLink,
  countChallengesOfAccess,
  listChallengeTimesOfIdentifier,
  listChallengeTimesOfNetwork,
  chargeChallenge,
  useChallenge,
  voidOtherChallenges,
  voidExpiredChallenges,
  deleteOldChallenges,
  lockSignInIdentifier,
  updateSignInIdentifier,
  deleteOldSignInIdentifiers,
} from './stores/sign-in.ts';
export { countSms, listSmsDays, deleteOldSmsDays, type SmsDayKey } from './stores/sms-days.ts';
export {
  listStaffOfBusinessUnit,
  updateStaffUser,
  storeStaffRole,
  countAdministrators,
  listStaffSessions,
  endOtherStaffSessions,
  storeStaffProof,
  replaceRecoveryCodes,
  useRecoveryCode,
  countRecoveryCodes,
} from './stores/staff-accounts.ts';
export {
  findStaffInvitation,
  findAnyStaffInvitation,
  listOpenStaffInvitations,
  useStaffInvitation,
  renewStaffInvitation,
  revokeStaffInvitations,
  revokeCommandLineInvitations,
  deleteOldStaffInvitations,
} from './stores/staff-invitations.ts';
export {
  storePasskey,
  listPasskeys,
  findPasskey,
  usePasskey,
  renamePasskey,
  deletePasskey,
  deletePasskeys,
  spendChallenge,
  deleteOldSpentChallenges,
} from './stores/staff-passkeys.ts';
export {
  findStaffEmails,
  findStaffNames,
  findStaffUser,
  findAnyStaffUser,
  findStaffUsersByEmail,
  listStaffRoles,
  useTotpStep,
  findStaffSession,
  touchStaffSession,
  endStaffSessions,
  deleteOldStaffSessions,
} from './stores/staff.ts';
export {
  listSkills,
  listTechnicians,
  listTechniciansOfBusinessUnit,
  findTechnician,
  loadTechnicianCalendars,
  loadCalendarsById,
  listSkillsOfTechnicians,
  type CalendarRange,
  type TechnicianCalendar,
} from './stores/technicians.ts';
export {
  findFeed,
  storeFeed,
  deleteFeed,
  findTechnicianByFeed,
  listOwnWork,
  type OwnWork,
} from './stores/technician-feeds.ts';
export {
  updateTechnician,
  setTechnicianSkills,
  listUnitsOfTechnician,
  setUnitsOfTechnician,
  listExceptions,
  setExceptions,
  listAbsences,
  findAbsence,
  updateAbsence,
  deleteAbsence,
  updateSkill,
} from './stores/technician-records.ts';
export {
  findTravelTable,
  findTravelTimes,
  sampleTravelTimes,
  storeTravelTimes,
  type Journey,
} from './stores/travel-times.ts';
export {
  listUnitAbsences,
  findUnitAbsence,
  updateUnitAbsence,
  deleteUnitAbsence,
  listTeams,
  updateTeam,
  setTeamMembers,
  deleteTeam,
} from './stores/unit-calendars.ts';
export {
  blankSubmissions,
  findSubmission,
  listSubmissionsOf,
  lockSubmission,
  updateSubmission,
  type TypedSubmission,
} from './stores/form-submissions.ts';
