const words = (text: string): string[] => text.split(' ');

/** What a form's definition is made of. */
const formFields =
  'base code computed decimals default definition duration earliest en field fields format help label latest maximum ' +
  'minimum name options placeholder portal purpose required revision shownWhen size skills terms times type version';

/** Codes of the tenants' own fields, which staff read under `customFields`. */
const ownFields = 'flagged unflagged';
/** What other systems read of a customer and of an intervention. */
const systemCustomer =
  `${ownFields} createdAt customFields email externalReference firstName id kind language mobile name notes phone reference revision ` +
  'status tags updatedAt website';
const systemIntervention =
  'actualEnd actualStart resultReason activityTypeId activityTypeName addressId addressText cancelReason comment confirmedAt createdAt customerId customerName end id ' +
  'externalReference latitude longitude name parentId plannedStart promise reference report result revision start status technician zone ' +
  // Of what is reported of closed work; it has own fields, and its PDFs where they are asked for.
  'customFields endAt reportedAt reportsB64 startAt';

const handOver = words(
  'address begun colour cost customerName date detour elsewhere end estimated from id interventionId items keepers ' +
    'name others phone plannedStart promise proposed reference refused relevance rest revision start technician to ' +
    'turn typeName zone',
);

/** The names of all fields that an answer of the back office may have, by route. A new one is added here on purpose, or not at all. */
export const answers: Readonly<Record<string, readonly string[]>> = {
  'GET /api/v1/me': words('basemapUrl businessUnits email id language name now roles staffUserId zone'),
  'GET /api/v1/config': words('activityTypeIds allowed id method rights routes summary url'),
  'GET /api/v1/activity-types': words('active category description duration id items kind name reference'),
  'GET /api/v1/activity-types/:activityTypeId': words(
    'active bufferAfter bufferBefore category description duration horizonDays id kind name notice reference ' +
      'skills slack step width',
  ),
  'GET /api/v1/customers': words(`items next ${systemCustomer}`),
  'GET /api/v1/customers/:customerId': words(systemCustomer),
  'GET /api/v1/customers/:customerId/accesses': words(
    'items id name email phone language allowed customerIds permanentLinkSince',
  ),
  'GET /api/v1/customers/:customerId/addresses': words(
    'active city country id isStandard items label latitude line1 line2 longitude postalCode revision',
  ),
  'GET /api/v1/interventions': words(`items next ${systemIntervention}`),
  'GET /api/v1/interventions/:interventionId': words(systemIntervention),
  'GET /api/v1/business-units/:businessUnitId/api-keys': words(
    'active activityTypeIds createdAt description grantable id items lastDay lastUsedAt name prefix revision rights ' +
      'state types',
  ),
  'GET /api/v1/business-units/:businessUnitId/api-keys/:apiKeyId/calls': words(
    'at id items milliseconds more network route status',
  ),
  'GET /api/v1/business-units/:businessUnitId/today': words(
    'addressText arrival attention colour counts customerName date days end endangered estimated hidden id ' +
      'interventionId items kind label lastReadAt lat lateness outside legs lon metres name nextWorking not-closed not-located ' +
      'now place plannedStart problems progress promise reference result revision seconds start status stops ' +
      'staleCalendars late-report report-unsent to-check to-confirm technician technicianId technicianName totals travel typeLogo typeName unassigned unplanned no-slot ' +
      'visits waiting work working zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/activity-types': words(
    'automatic category contained container description duration id items name reference',
  ),
  'GET /api/v1/business-units/:businessUnitId/activity-types/:activityTypeId/forms/:purpose': words(
    `activityTypeId defaultLanguage id languages ${formFields}`,
  ),
  'GET /api/v1/business-units/:businessUnitId/activity-types/:activityTypeId/forms/:purpose/history': words(
    'added at by changed changes effects fields items portal removed reordered version',
  ),
  'GET /api/v1/business-units/:businessUnitId/customer-form': words(
    `activityTypeId defaultLanguage id languages ${formFields}`,
  ),
  'GET /api/v1/business-units/:businessUnitId/customer-form/history': words('items'),
  'GET /api/v1/business-units/:businessUnitId/customers/:customerId/own-fields': words(
    `answers files state unread ${formFields}`,
  ),
  'GET /api/v1/business-units/:businessUnitId/interventions/:interventionId/forms': words(
    `answers files items radiators remarks state ${formFields}`,
  ),
  'GET /api/v1/business-units/:businessUnitId/interventions/:interventionId/forms/:purpose': words(
    `answers files radiators remarks state ${formFields}`,
  ),
  'GET /api/v1/business-units/:businessUnitId/catalogue/types': words(
    'active category duration id items kind logo manual name portalShown reference',
  ),
  'GET /api/v1/business-units/:businessUnitId/catalogue/types/:activityTypeId': words(
    'active assignment bufferAfter bufferBefore categories category code comment contained container description display duration en ending form goal heading ' +
      'hiddenFields hiddenStatuses holdSeconds horizonDays id intro kind label languages lastChange logo made mail manual messages ' +
      'maximumReschedules minimumRelevance mostWindows name notice offeredHours places portal portalShown position reference report ' +
      'revision settings showable shownFields skills slack statusLabels step supervisedClosing text time visibility width',
  ),
  'GET /api/v1/business-units/:businessUnitId/catalogue/types/:activityTypeId/file': words(
    'actions active activity assignment bufferAfter bufferBefore category comment conditions confirmation contained container description display ' +
      'document duration en enabled ending form format forms goal heading hiddenFields hiddenStatuses holdSeconds horizonDays icon intro kind ' +
      'label limits made mail manual maximumReschedules messages minimumNotice minimumRelevance mostWindows name notice notifyStaff ' +
      'offeredHours place places portal portalShown reference report resultingStatus shownFields skills slack staffConfirms statusLabels step supervisedClosing survey tellCustomer text time ' +
      'type version ' +
      `visibility width ${formFields}`,
  ),
  'GET /api/v1/business-units/:businessUnitId/catalogue/gallery': words(
    'code description duration items name',
  ),
  'GET /api/v1/business-units/:businessUnitId/catalogue/types/:activityTypeId/actions': words(
    'actions at actorName categories conditions confirmation description en enabled fact facts faults formFields ' +
      'code document form formPurposes horizonDays icon id kind label lastChange limits maximumReschedules minimumNotice ' +
      'minimumRelevance name notice notifyStaff offeredHours options place resultingStatus revision sequence shown shownFields staffConfirms ' +
      'tellCustomer type value what',
  ),
  'GET /api/v1/business-units/:businessUnitId/catalogue/types/:activityTypeId/actions/samples': words(
    'customerName id items promiseStart reference status',
  ),
  'GET /api/v1/business-units/:businessUnitId/catalogue/logos/:logo': [],
  'GET /api/v1/business-units/:businessUnitId/technicians': words(
    'active base colour id items label lat lon name skills staffUserId zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/technicians/:technicianId/days/:date': words(
    'arrival colour customerName date end estimated hidden id interventionId kind label lat lateness outside legs lon ' +
      'metres name place progress promise reference seconds start stops technician totals travel typeLogo typeName visits ' +
      'waiting work working zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/technicians/:technicianId/calendars': words(
    'calendars closed code host id kind lastReadAt lastTriedAt line name nextReadAt problem providers revision ' +
      'staleAfter state technician zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/technicians/:technicianId/feed': words('createdAt expiresAt'),
  'GET /api/v1/business-units/:businessUnitId/technicians/:technicianId': words(
    '1 2 3 4 5 absences active area base broken businessUnitIds colour comment commute email exceptions from ' +
      'hours id label lat laterBases limits lon maxDistanceKm name phone profile reason repeat revision seasons ' +
      'skills staffUserId technicianId to weekly zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/technicians/:technicianId/calendar/:date': words(
    'active base colour customerName date days deciding end hidden id interventionId kind label lat lateness outside lon name ' +
      'outside own pieces reasons reference start technician visits working zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/team': words(
    'absences activityType activityTypes code en from id leaderId name reason repeat revision skills staff ' +
      'teams technicianIds to units',
  ),
  'GET /api/v1/business-units/:businessUnitId/own-day': words(
    'accessNotes address answers arrival colour comment contacts customerName date day days duration end estimated ' +
      'arrived closed files first forms from hidden hours id interventionId kind label last lat lateness outside legs lon metres name now off on-the-way phone ' +
      'place progress promise radiators reasons reference remarks result revision route seconds seen start startedAt state status stops supervised ' +
      `technician text totals travel typeLogo typeName visitNotes visits waiting work working zone ${formFields}`,
  ),
  'GET /api/v1/business-units/:businessUnitId/own-technician': words(
    'base delegates email label lat leaderName lon name phone revision teams technician technicianId',
  ),
  'GET /api/v1/business-units/:businessUnitId/attendance/own': words(
    'accuracy address at attendance byHand clockings corrections customerName date days end endPlace endShift ' +
      'forgotten from id interventionId lat local lon mayCorrect month name now open openElsewhere plannedAt ' +
      'reason reference revision seconds seen site siteGone sites staffName start startPlace startShift state technicianId ' +
      'to toCheck typeName zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/attendance': words(
    'accuracy address at byHand clockings corrections customerName date days end endPlace endShift forgotten ' +
      'from id interventionId lat local lon month name reason reference revision seconds shown site siteGone staffName ' +
      'start startPlace startShift state technicianId technicians to toCheck zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/handing-over/days/:technicianId/:date': handOver,
  'GET /api/v1/business-units/:businessUnitId/handing-over/visits/:interventionId': handOver,
  'GET /api/v1/business-units/:businessUnitId/service-zones': words(
    'active area colour id items name revision technicianIds',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers': words(
    'active addresses contact counts email id inactive items kind lead name page pageSize phone reference ' +
      'relationship status total updatedAt',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers/:customerId': words(
    'accesses addresses bookable createdAt customerId customerName email enabled id isStandard label language lat ' +
      'lon name notes phone reference revision status text zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers/duplicates': words(
    'customers email id kind more name pairs phone reasons reference score status total',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers/:customerId/duplicates': words(
    'customers email id kind name pairs phone reasons reference score status',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers/:customerId/merge/:otherId': words(
    `${ownFields} accesses addresses categoryId customFields differing email externalReference extra field fields firstName id ` +
      'interventions kept kind language merged mobile name notes openingHours parentId paymentMethodId ' +
      'paymentTermId phone profileId reasons reference responsibleId revision status suggested tags taxId ' +
      'taxIdKind website',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers/:customerId/record': words(
    `${ownFields} access active actorName at byCustomer categoryId changes children contacts country createdAt ` +
      'customFields detail email enabled erased externalReference extra field fields firstName history id is ' +
      'kind label language list mobile name newAccessesEnabled notes options parent parentId paymentMethodId ' +
      'paymentTermId phone presets profileId reference responsibleId revision role staff status tags taxId ' +
      'taxIdKind updatedAt value was website',
  ),
  'GET /api/v1/business-units/:businessUnitId/customer-options': words(
    'active country id language list name newAccessesEnabled presets staff tags',
  ),
  'GET /api/v1/business-units/:businessUnitId/customer-options/presets': words(
    'active id items list name revision used',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers/:customerId/addresses': words(
    'accessNotes active city contactName contactPhone country customerId id isStandard items label lat line1 ' +
      'line2 location lon notLocatedBecause postalCode revision serviceZone serviceZoneId visitNotes zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/customers/:customerId/planning-rules': words(
    'last lastTechnicianId mode openingHours revision serviceZoneId technicianIds',
  ),
  'GET /api/v1/business-units/:businessUnitId/places/suggestions': words(
    'attribution city country items lat line1 lon postalCode precision problem',
  ),
  'GET /api/v1/business-units/:businessUnitId/not-located': words(
    'addressId because customerId customerName customerReference items label page pageSize text total',
  ),
  'GET /api/v1/business-units/:businessUnitId/requests': words(
    'answer answerFiles createdAt customerId customerName doneAt doneBy erased files id interventionId items kind page pageSize ' +
      'personName proposal reachable reference revision state text total typeName waitingFiles',
  ),
  'GET /api/v1/business-units/:businessUnitId/requests/count': words('open'),
  'GET /api/v1/business-units/:businessUnitId/changes': words('sequence'),
  'GET /api/v1/business-units/:businessUnitId/interventions': words(
    'addressText colour customerName end id items name page pageSize plannedStart promise reference ' +
      'result revision start status technician total typeLogo typeName zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/interventions/:interventionId': words(
    'actorName addPart address addressText at automatic awaitingSince bookable can cancel cancelDetails cancelReason colour comment confirm confirmedAt ' +
      'container corrected createdAt customerId customerName date decide duration end history id interventionId isStandard kind label ' +
      'lat lon move name otherColumns over parts plan plannedEnd plannedStart promise reference rescheduleCount result revision ' +
      'start status technician text typeId typeLogo typeName words zone',
  ),
  'GET /api/v1/business-units/:businessUnitId/interventions/:interventionId/work': words(
    'actorName actualEnd actualStart at canTake clockOffset closed comment decidedAt decidedByName end form from id late reason ' +
      'receivedAt recordedAt result revision seen staffName start state step steps supervised taken to why',
  ),
  'GET /api/v1/business-units/:businessUnitId/interventions/:interventionId/reports': words(
    'activity again closing hash id language madeAt mail name sentAt sheet size state unsent version',
  ),
  'GET /api/v1/business-units/:businessUnitId/interventions/:interventionId/documents': words(
    'actionId decision drawingId hash id interventionId items language name reason signedAt text title',
  ),
  'GET /api/v1/business-units/:businessUnitId/interventions/:interventionId/offers': words(
    'after before best bestOffers code colour cost count date days detour duration end estimated from ' +
      'grade id name next offers parts plannedStart previous reason rejected relevance seconds serviceZone start ' +
      'technician to travel weight windows zone',
  ),
  'GET /api/v1/account': words(
    'backedUp createdAt current email hasPassword id lastSeenAt lastUsedAt name passkeys provenUntil ' +
      'recoveryCodesLeft sessions userAgent',
  ),
  'GET /api/v1/business-units/:businessUnitId/staff': words(
    'businessUnitId createdAt email expiresAt id invitations lastSeenAt mayChangeAccount members ' +
      'name renewal role roles self sessions status unit',
  ),
  'GET /api/v1/business-units/:businessUnitId/accesses': words(
    'customers email enabled id items language name open page pageSize phone reference total',
  ),
  'GET /api/v1/business-units/:businessUnitId/accesses/:accessId': words(
    'createdAt customers email enabled id language name notes open phone reference revision ' +
      'sharedWith signIn',
  ),
  'GET /api/v1/business-units/:businessUnitId/accesses/:accessId/permanent-link': words(
    'allowed createdAt lastUsedAt',
  ),
  'GET /api/v1/business-units/:businessUnitId/personal-data': words(
    'accessMonths accesses actorName acts at counts kind messageMonths messages reference retention revision ' +
      'visitMonths visits',
  ),
  'GET /api/v1/business-units/:businessUnitId/personal-data/customers/:customerId': words(
    'closedVisits detachedPeople erasedAt erasedPeople name openVisits reference',
  ),
  'GET /api/v1/business-units/:businessUnitId/personal-data/accesses/:accessId': words(
    'closedVisits detachedPeople erasedAt erasedPeople name openVisits reference',
  ),
  'GET /api/v1/business-units/:businessUnitId/settings': words(
    'accentColour backgroundColour channels closures contactAddress contactEmail contactPhone country ' +
      'customersEditAddresses customersEditContact customersSeeClockings date ' +
      'defaultLanguage displayName en languages logo name newAccessesEnabled ownDomain permanentLinks ' +
      'portalOn portalUrl revision settings slug smsCountries smsPerCountryAndDay smsPerDay smsPossible ' +
      'techniciansCorrectClockings welcome yearly zone',
  ),
  /** A picture. */
  'GET /api/v1/business-units/:businessUnitId/files/:fileId': [],
  'GET /api/v1/business-units/:businessUnitId/settings/logos/:logo': [],
  'GET /api/v1/business-units/:businessUnitId/imports': words(
    'counts created createdAt done fileName finishedAt id ignored items kept mode page pageSize phase staffName ' +
      'state target total unchanged undone updated wrong',
  ),
  'GET /api/v1/business-units/:businessUnitId/imports/:importId': words(
    'activityTypeId can cancel columns counts created createdAt done encoding failure field fileName finishedAt header id ' +
      'ignored kept mode options phase revision separator size staffName start state target total unchanged ' +
      'undo undone updated wrong',
  ),
  'GET /api/v1/business-units/:businessUnitId/imports/:importId/preview': words(
    'activityTypeId activityTypes can cancel cells columns counts created createdAt done encoding failure field ' +
      'fields fileName finishedAt header id ignored import keepsUnknown kept line lines mode name options phase required revision separator ' +
      'size staffName start state target total unchanged undo undone updated wrong',
  ),
  'GET /api/v1/business-units/:businessUnitId/imports/:importId/lines': words(
    'column field line lines next otherLine outcome problem recordId recordType undoing',
  ),
  /** A CSV file. */
  'GET /api/v1/business-units/:businessUnitId/imports/:importId/result': [],
  'GET /api/v1/business-units/:businessUnitId/text-messages': words(
    'before budget countries countryBudget date messages on refused today todayByCountry used',
  ),
  'GET /api/v1/business-units/:businessUnitId/all-accesses': words(
    'active disabled enabled month months newAccessesEnabled',
  ),
};
