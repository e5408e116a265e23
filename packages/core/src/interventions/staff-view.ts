import type { InterventionSummary } from '@itinera/db';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import { localized, type Language } from '../shared/languages.ts';
import { plannedTimes, promiseOf } from './promise.ts';
import type { InterventionRow } from './types.ts';

/** One line of the staff's list. */
export function interventionRow(row: InterventionSummary, language: Language): InterventionRow {
  const { intervention, part, assignment, address, customer, technicianName, technicianColour } = row;
  return {
    id: intervention.id,
    reference: intervention.reference,
    typeName: localized(row.activityTypeName, language),
    typeLogo: row.activityTypeLogo,
    customerName: displayName(customer),
    addressText: address ? addressText(address) : '',
    status: intervention.status,
    result: intervention.result,
    promise: promiseOf(part),
    plannedStart: plannedTimes(part, assignment)?.start ?? null,
    technician:
      assignment && technicianName !== null
        ? { id: assignment.technicianId, name: technicianName, colour: technicianColour ?? '' }
        : null,
    revision: intervention.revision,
  };
}
