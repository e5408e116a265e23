/* Forms, their versions and what was answered to them: what forms, bookings and conditions ask for. */
export {
  countAnswers,
  countOwnFields,
  findForm,
  findOwnedForm,
  findFormVersion,
  listFormVersions,
  lockForm,
  removeAnswers,
  removeOwnFields,
  updateForm,
} from './stores/forms.ts';
export {
  listAnsweredForms,
  listFinalAnswers,
  listFormPurposes,
  listSubmissionStates,
  listTypeForms,
  type AnsweredForm,
  type TypeForm,
} from './stores/form-facts.ts';
export {
  deleteBookingAnswers,
  deleteOldBookingAnswers,
  findBookingAnswers,
  storeBookingAnswers,
  type BookingAnswersKey,
} from './stores/booking-answers.ts';
