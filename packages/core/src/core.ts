import type { ApiUseCases } from './api-keys/api-types.ts';
import type { AttendanceUseCases } from './attendance/core-attendance.ts';
import type { ApiKeyUseCases } from './api-keys/key-types.ts';
import type { AddressUseCases } from './addresses/types.ts';
import type * as accesses from './accesses/types.ts';
import type { PermanentLink } from './accesses/link-types.ts';
import type { SmsUsage } from './notifications/sms-usage.ts';
import type * as availability from './availability/types.ts';
import type * as bookings from './bookings/types.ts';
import type { SaveUnitSettingsInput, UnitSettingsPage } from './business-units/settings-types.ts';
import type { PublicPortal } from './business-units/types.ts';
import type { CalendarUseCases, FeedUseCases } from './calendars/core-calendars.ts';
import type { CatalogueUseCases } from './catalogue/core-catalogue.ts';
import type { Outside } from './context.ts';
import type { DocumentUseCases } from './documents/types.ts';
import type { FileUseCases } from './files/core-files.ts';
import type { FormUseCases } from './forms/core-forms.ts';
import type { HandingOverUseCases } from './handing-over/types.ts';
import type { ImportUseCases } from './imports/core-imports.ts';
import type { DueJobs } from './jobs/due-jobs.ts';
import type { CustomerUseCases } from './customers/core-customers.ts';
import type { PlanningRulesUseCases } from './customers/planning-rules-types.ts';
import type { Page } from './customers/types.ts';
import type {
  ActionCard,
  ActionCardInput,
  PortalCard,
  PortalCardInput,
} from './interventions/portal-card-types.ts';
import type * as interventions from './interventions/types.ts';
import type { PortalActionUseCases } from './portal-actions/types.ts';
import type { ReportUseCases } from './reports/types.ts';
import type { RequestUseCases } from './requests/types.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from './scopes.ts';
import type { StaffRole } from './shared/permissions.ts';
import type { Language } from './shared/languages.ts';
import type * as personalData from './personal-data/types.ts';
import type * as previews from './previews/types.ts';
import type * as signIn from './sign-in/types.ts';
import type * as account from './staff/account-types.ts';
import type * as administration from './staff/administration-types.ts';
import type * as passkeys from './staff/passkey-types.ts';
import type * as staff from './staff/types.ts';
import type { TechnicianSummary } from './teams/types.ts';
import type { OwnDayUseCases } from './own-day/types.ts';
import type { OwnTechnicianUseCases } from './technicians/own-technician-types.ts';
import type { ServiceZoneUseCases } from './technicians/service-zone-types.ts';
import type { TechniciansCore } from './technicians/types.ts';
import type { TypeFileUseCases } from './type-files/types.ts';
import type { VisitUseCases } from './portal-visits/core-visits.ts';
import type { WorkUseCases } from './work/core-work.ts';

/** Whoever may book: a customer's access, a staff user, or the system. Each is held to the rules of its kind. */
export type BookingScope = AccessScope | BusinessUnitScope | SystemScope;

/**
 * Every use case of Itinera, once, bound to one store and one outside world. One process makes one core and hands
 * it to its applications. All of them reject with `ItineraError` only.
 */
export interface Core {
  /** The clock and the log of the use cases, for the applications around them. */
  readonly clock: Outside['clock'];
  readonly logger: Outside['logger'];
  businessUnits: {
    /** The portal that answers at this host, by its slug or because there is only one; null when there is none or it is off. */
    publicPortal(host: string, language: string): Promise<PublicPortal | null>;
    settings(scope: BusinessUnitScope | SystemScope): Promise<UnitSettingsPage>;
    /** All of them or none; `stale` when somebody saved others since they were shown. */
    save(scope: BusinessUnitScope | SystemScope, input: SaveUnitSettingsInput): Promise<void>;
    /** Takes a picture that the settings may then name as the logo. */
    uploadLogo(scope: BusinessUnitScope | SystemScope, picture: Uint8Array): Promise<{ logo: string }>;
    /** One that was uploaded, as PNG, whether the portal shows it or not. */
    uploadedLogo(scope: BusinessUnitScope | SystemScope, logo: string): Promise<Uint8Array>;
    /** The logo that a unit's portal shows now, as PNG; null for any other. */
    publicLogo(businessUnitId: string, logo: string): Promise<Uint8Array | null>;
  };
  signIn: {
    /** Always the same answer, whether or not anybody has this identifier. `invalid` for what is no address, `too-many` for limits. */
    requestCode(input: signIn.RequestCodeInput): Promise<signIn.CodeRequested>;
    /** Another code for the same challenge's identifier; the older one is void, the failure counters stay. */
    resendCode(challengeToken: string, network: string): Promise<signIn.CodeRequested>;
    challenge(challengeToken: string): Promise<signIn.ChallengeView | null>;
    verifyCode(input: signIn.VerifyCodeInput): Promise<signIn.VerifyCodeResult>;
    /** What the page of a message's link shows; asking changes nothing. null: unknown, used or over. */
    link(linkToken: string): Promise<signIn.LinkView | null>;
    /** Signs in by the link of a message, in whichever browser; its code is then void. */
    useLink(input: signIn.UseLinkInput): Promise<signIn.VerifyCodeResult>;
    /** Binds the session to one access and renews its token. */
    chooseAccess(
      sessionToken: string,
      accessId: string,
    ): Promise<{ sessionToken: string; remembered: boolean }>;
    /** The portal's session gate. null: none, ended, expired, or its access was disabled. */
    session(sessionToken: string, asked?: { touches?: boolean }): Promise<signIn.PortalSession | null>;
    signOut(sessionToken: string): Promise<void>;
    /** Where whoever is signed in is signed in. */
    ownSessions(sessionToken: string): Promise<signIn.OwnSession[]>;
    endOwnSession(sessionToken: string, handle: string): Promise<void>;
    /** All but the one that asks; returns how many. */
    endOtherSessions(sessionToken: string): Promise<number>;
    account(sessionToken: string): Promise<signIn.OwnAccount>;
    /** A code to where one signs in now, to prove once more that it is oneself; `giveProof` takes it. */
    requestProof(
      sessionToken: string,
      from: { network: string; language: Language },
    ): Promise<signIn.CodeRequested & signIn.AskedProof>;
    giveProof(
      sessionToken: string,
      input: { challengeToken: string; code: string },
    ): Promise<signIn.ProofResult>;
    /** A code to a new address or number; `not-allowed` (`proof-needed`) without a proof of the last ten minutes. */
    requestChange(
      sessionToken: string,
      input: { identifier: string; network: string; language: Language },
    ): Promise<signIn.CodeRequested & signIn.AskedProof>;
    /** Takes it; the former one is told, every other session ends, this one gets a new token. */
    confirmChange(
      sessionToken: string,
      input: { challengeToken: string; code: string },
    ): Promise<signIn.ChangeResult>;
    /** What the page of a permanent link shows; asking changes nothing. null: revoked, off, or nobody may enter by it. */
    enterLink(token: string): Promise<signIn.LinkView | null>;
    /** Signs in by a permanent link, to its access alone. */
    useEnterLink(input: {
      token: string;
      userAgent?: string | undefined;
    }): Promise<signIn.UseEnterLinkResult>;
  };
  /** What staff do with the ways in of one person. */
  accessSignIn: {
    /** Signs the person out everywhere. */
    endSessions(scope: BusinessUnitScope | SystemScope, input: { accessId: string }): Promise<void>;
    permanentLink(scope: BusinessUnitScope | SystemScope, accessId: string): Promise<PermanentLink>;
    /** Shown this once; a former one ends. `not-allowed` (`links-off`) unless the unit has them switched on. */
    makePermanentLink(
      scope: BusinessUnitScope | SystemScope,
      input: { accessId: string },
    ): Promise<{ url: string }>;
    revokePermanentLink(scope: BusinessUnitScope | SystemScope, input: { accessId: string }): Promise<void>;
    /** Text messages of the unit today and in the 30 days before, with today's budgets. */
    smsUsage(scope: BusinessUnitScope): Promise<SmsUsage>;
  };
  /** Staff look at the portal as one of its people sees it; nothing can be changed in it. */
  previews: {
    /** An address that works once, within a minute; entered in the events. `sessionToken`: of the staff session it ends with. */
    grant(
      scope: BusinessUnitScope,
      input: { accessId: string; sessionToken: string },
    ): Promise<previews.PreviewGranted>;
    /** What the page of that address shows; asking changes nothing. null: unknown, used, too late, or not any more. */
    view(grantToken: string): Promise<previews.PreviewView | null>;
    open(input: { grantToken: string }): Promise<previews.PreviewOpened>;
    /** The gate of previews, asked at every request; null when it is over. */
    session(previewToken: string): Promise<previews.Preview | null>;
    /** The page of the person's own account, and where they are signed in. */
    account(previewToken: string): Promise<signIn.OwnAccount>;
    ownSessions(previewToken: string): Promise<signIn.OwnSession[]>;
    leave(previewToken: string): Promise<void>;
  };
  staff: {
    signIn(input: staff.StaffSignInInput): Promise<staff.StaffSignInResult>;
    secondFactor(input: {
      token: string;
      code: string;
      network: string;
      userAgent?: string | undefined;
    }): Promise<staff.StaffSecondFactorResult>;
    /** What a browser signs to sign in with a passkey; `browser` is its own secret. */
    passkeyChallenge(input: {
      browser?: string | undefined;
    }): Promise<passkeys.PasskeyRequest & { browser: string }>;
    passkeySignIn(input: passkeys.PasskeySignInInput): Promise<passkeys.PasskeySignInResult>;
    /** The back office's session gate. */
    session(sessionToken: string, asked?: { touches?: boolean }): Promise<staff.StaffSession | null>;
    signOut(sessionToken: string): Promise<void>;
    /** What stands behind the link of an invitation; looking uses nothing up. */
    viewInvitation(token: string): Promise<account.InvitationView>;
    /** Instead of password and authenticator. */
    invitationPasskey(input: { token: string; name: string }): Promise<passkeys.PasskeyEnrolment>;
    acceptInvitation(input: account.AcceptInvitationInput): Promise<account.InvitationAccepted>;
    list(scope: BusinessUnitScope): Promise<administration.StaffList>;
    invite(scope: BusinessUnitScope, input: administration.InviteInput): Promise<{ invitationId: string }>;
    resendInvitation(scope: BusinessUnitScope, input: { invitationId: string }): Promise<void>;
    revokeInvitation(scope: BusinessUnitScope, input: { invitationId: string }): Promise<void>;
    /** In the unit in view; null takes the role away. */
    setRole(scope: BusinessUnitScope, input: { staffUserId: string; role: StaffRole | null }): Promise<void>;
    /** Disabling ends every session at once. */
    setStatus(
      scope: BusinessUnitScope,
      input: { staffUserId: string; status: 'active' | 'disabled' },
    ): Promise<void>;
    endSessions(scope: BusinessUnitScope, input: { staffUserId: string }): Promise<void>;
    /** Sends a link that sets password and authenticator anew. */
    renewSignIn(scope: BusinessUnitScope, input: { staffUserId: string }): Promise<void>;
  };
  /** One's own staff account, by the session in which it is asked for. */
  account: {
    page(sessionToken: string): Promise<account.StaffAccount>;
    /** Both factors once more; what changes password, authenticator, codes and passkeys needs it within 10 minutes. */
    prove(
      sessionToken: string,
      input: { password: string; code: string; network: string },
    ): Promise<account.ProofResult>;
    changePassword(sessionToken: string, input: account.ChangePasswordInput): Promise<account.ProofResult>;
    newAuthenticator(sessionToken: string): Promise<account.Enrolment>;
    confirmAuthenticator(sessionToken: string, input: { sealed: string; code: string }): Promise<void>;
    /** A passkey once more is a proof too. */
    proofChallenge(sessionToken: string): Promise<passkeys.PasskeyRequest>;
    proveByPasskey(
      sessionToken: string,
      input: passkeys.PasskeyProofInput,
    ): Promise<passkeys.PasskeyProofResult>;
    newPasskey(sessionToken: string): Promise<passkeys.PasskeyEnrolment>;
    addPasskey(sessionToken: string, input: passkeys.NewPasskeyInput): Promise<void>;
    renamePasskey(sessionToken: string, input: { passkeyId: string; name: string }): Promise<void>;
    /** `not-allowed` (`last-way-in`) for the last one of who has no password and authenticator. */
    removePasskey(sessionToken: string, input: { passkeyId: string }): Promise<void>;
    newRecoveryCodes(sessionToken: string): Promise<{ codes: string[] }>;
    endSession(sessionToken: string, input: { sessionId: string }): Promise<void>;
    endOtherSessions(sessionToken: string): Promise<void>;
  };
  customers: CustomerUseCases;
  /** Where customers' work is done. */
  addresses: AddressUseCases;
  /** When customers are open, and whom they want. */
  planningRules: PlanningRulesUseCases;
  /** Who may sign in to the portal. For administrators and supervisors. */
  accesses: {
    list(scope: BusinessUnitScope, filter: accesses.AccessFilter): Promise<Page<accesses.AccessRow>>;
    page(scope: BusinessUnitScope, accessId: string): Promise<accesses.AccessPage>;
    /** How many there are, what new ones are like, and how many were active in each of twelve months. */
    overview(scope: BusinessUnitScope): Promise<accesses.AccessOverview>;
    create(
      scope: BusinessUnitScope | SystemScope,
      input: accesses.NewAccessInput,
    ): Promise<{ accessId: string }>;
    /** To a contact of a customer, who is one person with the access from then on. */
    giveToContact(
      scope: BusinessUnitScope | SystemScope,
      input: accesses.GiveAccessInput,
    ): Promise<{ accessId: string }>;
    /** Another e-mail or phone ends the access's sessions and is told to the former address. */
    edit(scope: BusinessUnitScope | SystemScope, input: accesses.EditAccessInput): Promise<void>;
    /** Disabling ends its sessions at once. */
    setEnabled(
      scope: BusinessUnitScope | SystemScope,
      input: { accessId: string; enabled: boolean },
    ): Promise<void>;
    /** The same for every access of the unit. */
    setEveryEnabled(
      scope: BusinessUnitScope | SystemScope,
      input: { enabled: boolean },
    ): Promise<{ changed: number }>;
    /** What accesses made with a new customer are like. */
    setNewEnabled(scope: BusinessUnitScope | SystemScope, input: { enabled: boolean }): Promise<void>;
    invite(
      scope: BusinessUnitScope | SystemScope,
      input: { accessId: string; idempotencyKey: string },
    ): Promise<void>;
    /** Ends the pause, or the closing, after too many wrong codes for its e-mail or phone. */
    reopenSignIn(scope: BusinessUnitScope | SystemScope, input: { accessId: string }): Promise<void>;
    /** For good; customers and history stay. */
    delete(scope: BusinessUnitScope | SystemScope, accessId: string): Promise<void>;
  };
  /** What the unit holds about people: handed out, erased, and kept no longer than set. For administrators. */
  personalData: {
    /** Retention settings, and what was exported and erased last. */
    page(scope: BusinessUnitScope): Promise<personalData.PersonalDataPage>;
    setRetention(
      scope: BusinessUnitScope,
      input: personalData.RetentionSettings & { revision: number },
    ): Promise<void>;
    customerOutlook(scope: BusinessUnitScope, customerId: string): Promise<personalData.ErasureOutlook>;
    accessOutlook(scope: BusinessUnitScope, accessId: string): Promise<personalData.ErasureOutlook>;
    exportCustomer(
      scope: BusinessUnitScope,
      input: { customerId: string },
    ): Promise<personalData.PersonalDataExport>;
    exportAccess(
      scope: BusinessUnitScope,
      input: { accessId: string },
    ): Promise<personalData.PersonalDataExport>;
    /** For good; `confirm` is the customer's name or number. `not-allowed` (`open-visits`) while work is open. */
    eraseCustomer(
      scope: BusinessUnitScope | SystemScope,
      input: { customerId: string; confirm: string },
    ): Promise<void>;
    /** For good; `confirm` is the person's name. */
    eraseAccess(
      scope: BusinessUnitScope | SystemScope,
      input: { accessId: string; confirm: string },
    ): Promise<void>;
    /** One's own, from the portal; `not-allowed` (`proof-needed`) without a proof of the last ten minutes. */
    exportOwn(sessionToken: string): Promise<personalData.PersonalDataExport>;
    /** For the portal's privacy page. */
    publicRetention(businessUnitId: string): Promise<personalData.RetentionSettings>;
  };
  /** Records brought in and taken out by files. For administrators. */
  imports: ImportUseCases;
  /** What is asked about work and customers, and what was answered. */
  files: FileUseCases;
  forms: FormUseCases;
  /** What customers sign about visits. */
  documents: DocumentUseCases;
  catalogue: CatalogueUseCases & TypeFileUseCases;
  /** What customers may do in the portal, and when. */
  portalActions: PortalActionUseCases;
  /** What is made of closed work for people to keep. */
  reports: ReportUseCases;
  /** What customers ask for in the portal, until staff have dealt with it. */
  requests: RequestUseCases;
  /** The keys of other systems. */
  apiKeys: ApiKeyUseCases;
  /** What other systems do by them. */
  api: ApiUseCases;
  teams: {
    technicians(scope: BusinessUnitScope): Promise<TechnicianSummary[]>;
  };
  calendars: CalendarUseCases;
  feeds: FeedUseCases;
  technicians: TechniciansCore;
  ownTechnician: OwnTechnicianUseCases;
  ownDay: OwnDayUseCases;
  serviceZones: ServiceZoneUseCases;
  attendance: AttendanceUseCases;
  handingOver: HandingOverUseCases;
  interventions: {
    home(scope: AccessScope): Promise<interventions.PortalHome>;
    forAccess(scope: AccessScope, interventionId: string): Promise<interventions.CustomerInterventionPage>;
    list(
      scope: BusinessUnitScope,
      filter: interventions.InterventionFilter,
    ): Promise<Page<interventions.InterventionRow>>;
    page(scope: BusinessUnitScope, interventionId: string): Promise<interventions.StaffIntervention>;
    /** Open work with a problem, the most urgent first. */
    attention(scope: BusinessUnitScope): Promise<interventions.Attention>;
    /** One as its customer would see it under a display that is being configured. */
    portalCard(scope: BusinessUnitScope, input: PortalCardInput): Promise<PortalCard>;
    /** The texts of an action that is being configured as its customer would read them. */
    actionCard(scope: BusinessUnitScope, input: ActionCardInput): Promise<ActionCard>;
    create(
      scope: BusinessUnitScope | SystemScope,
      input: interventions.CreateInterventionInput,
    ): Promise<{ interventionId: string; reference: string }>;
    /** Whether open work is planned automatically, as its type says, or staff plan it. */
    setAssignment(
      scope: BusinessUnitScope | SystemScope,
      input: interventions.SetAssignmentInput,
    ): Promise<void>;
    /** Whether the customer has confirmed the promised time (CAD-PL-26), which staff may know from elsewhere. */
    setConfirmed(
      scope: BusinessUnitScope | SystemScope,
      input: interventions.SetConfirmedInput,
    ): Promise<void>;
  };
  /** What customers read of them. */
  visits: VisitUseCases;
  /** What happens at the door. */
  work: WorkUseCases;
  availability: {
    /** The windows that can be kept, for a customer. */
    find(scope: AccessScope, request: availability.SlotRequest): Promise<availability.SlotChoice>;
    /** The same windows with technicians, costs and reasons, for staff. */
    assist(
      scope: BusinessUnitScope | SystemScope,
      request: availability.SlotRequest,
    ): Promise<availability.AssistantChoice>;
    /** One technician's day as a route, timed. */
    routeDay(scope: BusinessUnitScope, technicianId: string, date: string): Promise<availability.RouteDay>;
  };
  bookings: {
    /** What is asked about work before a time for it is chosen, with what this person answered; null: nothing. */
    questions(scope: AccessScope, of: bookings.WorkToBook): Promise<bookings.QuestionsToAnswer | null>;
    /** As a draft, or for good: then the times that are offered are those of such work. */
    answerQuestions(
      scope: AccessScope,
      input: bookings.AnswerQuestionsInput,
    ): Promise<bookings.AnsweredQuestions>;
    /** Goes on without; `not-allowed` (`questions`) where something has to be answered. */
    skipQuestions(scope: AccessScope, of: bookings.WorkToBook): Promise<void>;
    /** Keeps a window for a few minutes; takes another technician for the same window before it refuses. */
    hold(scope: AccessScope, input: bookings.HoldInput): Promise<bookings.HoldResult>;
    heldSlot(scope: AccessScope, holdId: string): Promise<bookings.HeldSlot>;
    extendHold(
      scope: AccessScope,
      input: { holdId: string; idempotencyKey: string },
    ): Promise<bookings.HoldView>;
    releaseHold(scope: AccessScope, input: { holdId: string; idempotencyKey: string }): Promise<void>;
    /** Makes the visit, or moves it when the hold is of a move. An expired hold is taken again where that still works. */
    confirm(
      scope: AccessScope,
      input: { holdId: string; comment?: string | undefined; idempotencyKey: string },
    ): Promise<bookings.ConfirmResult>;
    /** Of a time that a customer chose where staff confirm it. */
    acceptTime(scope: BusinessUnitScope | SystemScope, input: bookings.AcceptTimeInput): Promise<void>;
    /** Gives it up, with words for the customer; the visit is open without a time. */
    declineTime(scope: BusinessUnitScope | SystemScope, input: bookings.DeclineTimeInput): Promise<void>;
    cancel(scope: AccessScope | BusinessUnitScope, input: bookings.CancelInput): Promise<void>;
    /** Staff plan or move an intervention to a technician and time of their choice, whatever speaks against it once accepted. */
    planByHand(
      scope: BusinessUnitScope | SystemScope,
      input: bookings.PlanByHandInput,
    ): Promise<bookings.PlanByHandResult>;
    /** Staff or system plan or move an intervention to one offer of the assistant. */
    plan(scope: BusinessUnitScope | SystemScope, input: bookings.PlanInput): Promise<bookings.PlanResult>;
  };
  jobs: {
    /** Claims and runs what is due (outbox, tidying, imports); returns how many it ran. The worker calls it in a loop. */
    runDue(owner: string, due?: DueJobs): Promise<number>;
  };
  /** Rejects with `unavailable` while the store cannot answer. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
