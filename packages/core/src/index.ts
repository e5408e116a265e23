export { ConfigError, readConfig, type ConfigDefaults, type CoreConfig } from './config.ts';
export type { BookingScope, Core } from './core.ts';
export type { CoreOutside } from './create-context.ts';
export { createCore } from './create-core.ts';
export type { Outside } from './context.ts';
export { guardedWeb, publicWeb, type WebRules } from './outside/guarded-fetch.ts';
export { WebError, type Web, type WebAnswer, type WebErrorCode, type WebRequest } from './outside/web.ts';
export type {
  AddCalendarInput,
  CalendarKind,
  CalendarRow,
  EditCalendarInput,
  FeedContent,
  FeedState,
  FinishGrantInput,
  StartGrantInput,
  TechnicianCalendars,
} from './calendars/types.ts';
export type { CalendarGrants, GrantConfig, GrantProvider } from './calendar-grants.ts';
export type { CalendarProblem, CalendarProblemCode } from './calendars/problems.ts';
export { createMailbox, type Mailbox, type MailboxMail } from './notifications/mailbox.ts';
export type { Clock } from './outside/clock.ts';
export type { Ids } from './outside/ids.ts';
export type { Mail, MailAttachment, Mailer } from './outside/mailer.ts';
export type { AccessScope, ApiScope, BusinessUnitScope, SystemScope } from './scopes.ts';
export type {
  ApiCallRow,
  ApiEntry,
  ApiKeyFields,
  ApiKeyList,
  ApiKeyRow,
  EditApiKeyInput,
  KnownKey,
} from './api-keys/key-types.ts';
export type {
  ApiActivityType,
  ApiAccess,
  ApiAddress,
  ApiCustomer,
  ApiIntervention,
  ApiReport,
  ApiReportFile,
  ApiList,
  ApiPlanResult,
  ApiSlotQuery,
  ApiSlots,
  ApiTypeDetails,
  FullSlot,
  ReducedSlot,
} from './api-keys/api-types.ts';
export { apiUseCaseRights, type ApiUseCase } from './api-use-cases.ts';
export { isoInstant } from './shared/local-time.ts';
export type { Permission, StaffRole } from './shared/permissions.ts';
export type {
  AccessFields,
  AccessFilter,
  AccessOverview,
  AccessPage,
  AccessRow,
  EditAccessInput,
  NewAccessInput,
} from './accesses/types.ts';
export { SmsError, type Sms, type SmsSender } from './outside/sms-sender.ts';
export type {
  AssistantChoice,
  AssistantOffer,
  RouteDay,
  RouteLeg,
  RoutePlace,
  RouteStop,
  SlotChoice,
  SlotReason,
  SlotRequest,
  SlotWindow,
} from './availability/types.ts';
export type {
  AcceptTimeInput,
  Alternatives,
  AnsweredQuestions,
  AnswerQuestionsInput,
  CancelInput,
  Confirmed,
  ConfirmResult,
  DeclineTimeInput,
  HoldInput,
  HoldResult,
  HeldSlot,
  HoldView,
  PlanByHandInput,
  PlanByHandResult,
  PlanInput,
  PlanResult,
  PlanWarning,
  QuestionsToAnswer,
  WorkToBook,
} from './bookings/types.ts';
export type { Preview, PreviewClosed, PreviewGranted, PreviewOpened, PreviewView } from './previews/types.ts';
export type {
  ActionChange,
  ActionSample,
  ActionSettings,
  ActionSetup,
  ActionsPage,
  ActionTrial,
  SaveActionInput,
  TryActionInput,
} from './portal-actions/types.ts';
export type { PermanentLink } from './accesses/link-types.ts';
export type { SmsUsage } from './notifications/sms-usage.ts';
export type {
  SaveUnitSettingsInput,
  UnitSettings,
  UnitSettingsPage,
} from './business-units/settings-types.ts';
export type { PublicPortal } from './business-units/types.ts';
export type {
  ErasureOutlook,
  PersonalDataAct,
  PersonalDataExport,
  PersonalDataPage,
  RetentionSettings,
} from './personal-data/types.ts';
export type {
  ImportLayoutInput,
  ImportPage,
  ImportPreview,
  ImportResultFilter,
  ImportResultLine,
  ImportSummary,
  MappedColumn,
  NewImportInput,
} from './imports/types.ts';
export type {
  ContactFields,
  ContactView,
  EditContactInput,
  NewContactInput,
} from './customers/contact-types.ts';
export type { OwnDetails, OwnDetailsPage, SaveOwnDetailsInput } from './customers/own-details-types.ts';
export type {
  CustomerHistoryEntry,
  CustomerName,
  CustomerRecordPage,
  FieldChange,
  RecordOptions,
} from './customers/record-types.ts';
export type { CustomerFields } from './customers/customer-record.ts';
export type { CreateCustomerInput, CustomerInput, EditCustomerInput } from './customers/customer-types.ts';
export type { ActivityTypeCard, StaffTypeCard } from './catalogue/types.ts';
export type {
  ActionCard,
  ActionCardInput,
  PortalCard,
  PortalCardInput,
} from './interventions/portal-card-types.ts';
export type {
  GalleryEntry,
  SaveTypeInput,
  ShowableField,
  TypeImported,
  TypeChange,
  TypePage,
  TypeRow,
  TypeSettings,
} from './catalogue/settings-types.ts';
export type { DayPiece, OffReason } from './availability/explain-day.ts';
export type {
  AbsenceFields,
  AbsenceView,
  BrokenDay,
  CalendarDay,
  CalendarVisit,
  EditedTechnician,
  ResolvedWeek,
  SkillView,
  TeamOverview,
  TeamView,
  TechnicianHours,
  TechnicianProfile,
  TechnicianRecord,
  TechniciansCore,
  UnitAbsenceView,
} from './technicians/types.ts';
export type {
  AddressSaved,
  NotLocatedRow,
  PlaceCheck,
  PlaceSuggestions,
  PlaceWarning,
  SaveAddressInput,
} from './addresses/types.ts';
export type {
  OwnAddress,
  OwnAddressBook,
  OwnAddressFields,
  OwnAddressSaved,
  SaveOwnAddressInput,
} from './addresses/own-types.ts';
export type { PresetView, SavePresetsInput } from './customers/preset-types.ts';
export type { KnownPlace } from './outside/geocoder.ts';
export type {
  PlanningRules,
  PlanningRulesPage,
  SavePlanningRulesInput,
} from './customers/planning-rules-types.ts';
export type { ZoneOfAddress } from './customers/zone-of-address.ts';
export type { AddressFields, AddressRecord } from './customers/address-types.ts';
export type {
  SaveServiceZoneInput,
  ServiceZoneFields,
  ServiceZoneUseCases,
  ServiceZoneView,
} from './technicians/service-zone-types.ts';
export type { DayAhead, OwnDay, OwnVisit, OwnWork, VisitContact } from './own-day/types.ts';
export type { OwnTechnician, SaveOwnTechnicianInput } from './technicians/own-technician-types.ts';
export type { AddressListItem } from './addresses/types.ts';
export type {
  CustomerList,
  CustomerListFilter,
  CustomerListItem,
  CustomerSort,
} from './customers/list-types.ts';
export type {
  DuplicateList,
  DuplicatePair,
  LikenessReason,
  MergeField,
  MergeInput,
  MergePreview,
  MergeRecord,
  MergeSide,
} from './customers/merge-types.ts';
export type { AddressView, CustomerPage, CustomerSummary, Page, SetStatusInput } from './customers/types.ts';
export type {
  Attention,
  CreateInterventionInput,
  CustomerIntervention,
  OfferedAction,
  CustomerInterventionPage,
  ExtraAction,
  HistoryEntry,
  AutomaticPlanning,
  HistoryKind,
  SetAssignmentInput,
  SetConfirmedInput,
  StaffHistoryEntry,
  StaffHistoryKind,
  WorkFacts,
  HomeAction,
  InterventionFilter,
  InterventionRow,
  PortalHome,
  ShownAnswer,
  StaffIntervention,
} from './interventions/types.ts';
export type {
  CloseByFormInput,
  ClosedWith,
  Closing,
  CorrectWorkInput,
  DecideLateInput,
  LateReportView,
  StepInput,
  StepOutcome,
  WorkPage,
  WorkStepEntry,
} from './work/types.ts';
export type {
  ExpectedArrival,
  HomePage,
  PastClocking,
  PastClockings,
  PastState,
  PastVisit,
  PastVisitChoices,
  PastVisits,
  PastVisitsFilter,
  TimelineEntry,
  VisitClockingsFilter,
  VisitPage,
  VisitProgress,
  VisitSheet,
} from './portal-visits/types.ts';
export type { VisitUseCases } from './portal-visits/core-visits.ts';
export type { WorkUseCases } from './work/core-work.ts';
export type {
  Proposal,
  RequestListFilter,
  RequestOf,
  RequestOffer,
  RequestRow,
  SendRequestInput,
  SentRequest,
} from './requests/types.ts';
export type {
  AccessChoice,
  AskedProof,
  ChangeResult,
  ChallengeView,
  CodeRequested,
  LinkView,
  OwnAccount,
  OwnSession,
  PortalSession,
  ProofResult,
  RequestCodeInput,
  UseEnterLinkResult,
  UseLinkInput,
  VerifyCodeInput,
  VerifyCodeResult,
} from './sign-in/types.ts';
export type {
  AcceptInvitationInput,
  Enrolment,
  InvitationAccepted,
  InvitationView,
  OwnStaffSession,
  ProofResult as StaffProofResult,
  StaffAccount,
} from './staff/account-types.ts';
export type {
  NewPasskeyInput,
  OwnPasskey,
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyEnrolment,
  PasskeyProofInput,
  PasskeyProofResult,
  PasskeyRequest,
  PasskeySignInInput,
  PasskeySignInResult,
} from './staff/passkey-types.ts';
export type { InviteInput, OpenInvitation, StaffList, StaffMember } from './staff/administration-types.ts';
export type {
  StaffSecondFactorResult,
  StaffSession,
  StaffSignInInput,
  StaffSignInResult,
} from './staff/types.ts';
export type { TechnicianSummary } from './teams/types.ts';
export { ItineraError, type ItineraErrorCode } from './shared/errors.ts';
export type { FileView, FormFile, OpenedFile, UploadInput } from './files/types.ts';
export type {
  AddClockingInput,
  AttendanceExportInput,
  AttendanceMonth,
  ClockedDay,
  ClockedMonth,
  ClockedPlace,
  ClockedSite,
  ClockInInput,
  ClockingSite,
  ClockingState,
  ClockingView,
  CurrentClocking,
  ClockInput,
  CorrectClockingInput,
  CorrectionView,
  CustomerClocking,
  CustomerClockings,
  OwnAttendance,
} from './attendance/types.ts';
export type {
  AcceptedHandOver,
  AcceptedMove,
  AcceptHandOverInput,
  HandOverItem,
  HandOverPlan,
  HandOverRequest,
  Keeper,
  MoveOutcome,
  OtherTime,
} from './handing-over/types.ts';
export type {
  AskedReport,
  ReportMailView,
  ReportUseCases,
  ReportView,
  VisitReports,
} from './reports/types.ts';
export type {
  DocumentPage,
  ShownDocument,
  SignedDocument,
  SignInput,
  SignResult,
  VisitDocuments,
} from './documents/types.ts';
export type {
  AnsweredCustomer,
  AnsweredForm,
  AnswerCustomerInput,
  AnswerVisitInput,
  CustomerForm,
  FormOf,
  FormPage,
  FormToFill,
  FormVersionEntry,
  SavedForm,
  SaveFormInput,
} from './forms/types.ts';
