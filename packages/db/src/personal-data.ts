export {
  listAccessesToErase,
  blankAccess,
  listIdentifiersOfAccess,
  isIdentifierOnFile,
  forgetIdentifier,
  forgetSignInsOfAccess,
} from './stores/erase-accesses.ts';
export { erasedWord } from './stores/erased-word.ts';
export {
  blankCustomer,
  blankAddresses,
  blankInterventions,
  listInterventionsToErase,
} from './stores/erase-customers.ts';
export { deleteBookingAnswersOf, listBookingAnswers } from './stores/booking-answers.ts';
export { blankCustomerRequests, listRequestsDue, listRequestsToExport } from './stores/customer-requests.ts';
export { blankClockingsBefore } from './stores/erase-clockings.ts';
export { blankEventsAbout, blankEventsBy } from './stores/erase-events.ts';
export {
  blankMessages,
  deleteHoldsOf,
  deleteAnswersTo,
  type MessagesToBlank,
} from './stores/erase-messages.ts';
export {
  listPlacedStops,
  listDaysThrough,
  blurPlaces,
  deleteTravelTimesOf,
  type StoredPlace,
  type PlacedStop,
} from './stores/erase-places.ts';
export {
  listInterventionsToExport,
  listMessagesToExport,
  listEventsToExport,
  listSessionsToExport,
  listAccessPeriods,
  listEventsOfKinds,
  type TypedIntervention,
} from './stores/personal-data.ts';
export { listInterventionsDue, listMessagesDue, listAccessesDue } from './stores/due-data.ts';
