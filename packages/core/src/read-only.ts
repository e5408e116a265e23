import type { Core } from './core.ts';
import type { AccessScope } from './scopes.ts';
import { ItineraError } from './shared/errors.ts';
import { guardUseCases, type UseCaseTaking } from './use-case-guard.ts';

/** Everything in `Core` that takes the scope of a signed-in person of the portal. */
export type PersonUseCase = UseCaseTaking<AccessScope>;

/** What each of them does. One that is missing here does not compile. */
export const personUseCases: Readonly<Record<PersonUseCase, 'reads' | 'changes'>> = {
  'customers.addressesForAccess': 'reads',
  'customers.ownDetails': 'reads',
  'customers.saveOwnDetails': 'changes',
  'addresses.own': 'reads',
  'addresses.saveOwn': 'changes',
  'catalogue.bookable': 'reads',
  'forms.ofVisit': 'reads',
  'forms.answerVisit': 'changes',
  'files.upload': 'changes',
  'files.withdraw': 'changes',
  'files.read': 'reads',
  'files.remove': 'changes',
  'reports.forAccess': 'reads',
  'requests.offer': 'reads',
  'requests.send': 'changes',
  'requests.sent': 'reads',
  'documents.ofVisit': 'reads',
  'documents.page': 'reads',
  'documents.sign': 'changes',
  'attendance.atVisit': 'reads',
  'interventions.home': 'reads',
  'interventions.forAccess': 'reads',
  'visits.home': 'reads',
  'visits.page': 'reads',
  'visits.mark': 'reads',
  'visits.past': 'reads',
  'visits.exportPast': 'reads',
  'visits.clockings': 'reads',
  'visits.exportClockings': 'reads',
  'availability.find': 'reads',
  'bookings.questions': 'reads',
  'bookings.answerQuestions': 'changes',
  'bookings.skipQuestions': 'changes',
  'bookings.heldSlot': 'reads',
  'bookings.hold': 'changes',
  'bookings.extendHold': 'changes',
  'bookings.releaseHold': 'changes',
  'bookings.confirm': 'changes',
  'bookings.cancel': 'changes',
};

/**
 * Makes every use case that changes something refuse the scope of a preview, whatever the portal let through: it rejects
 * with ItineraError `not-allowed`, reason `preview`.
 */
export function guardPreviews(core: Core): void {
  guardUseCases(core, personUseCases, (useCase, does, scope) => {
    if (does === 'changes' && (scope as Partial<AccessScope>).readOnly === true)
      throw new ItineraError('not-allowed', `${useCase} changes something: this is a preview`, {
        reason: 'preview',
      });
  });
}
