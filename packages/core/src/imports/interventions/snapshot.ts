import type { NewIntervention, NewPart } from '@itinera/db';
import type { PlannedVisit } from '../../availability/planned-visit.ts';

/** What an intervention was before a file changed it, enough to put it back. */
export interface InterventionSnapshot {
  intervention: Partial<NewIntervention>;
  part: Partial<NewPart>;
  stops: { technicianId: string; date: string }[];
}

export function snapshotOf({ intervention, part, stops }: PlannedVisit): InterventionSnapshot {
  const {
    activityTypeId,
    addressId,
    status,
    result,
    resultReason,
    confirmedAt,
    comment,
    customFields,
    externalReference,
    cancelReason,
    cancelDetails,
    closedAt,
    actualStart,
    actualEnd,
  } = intervention;
  const { duration, promiseStart, promiseEnd, promised, promiseLocal, open } = part;
  return {
    intervention: {
      activityTypeId,
      addressId,
      status,
      result,
      resultReason,
      confirmedAt,
      comment,
      customFields,
      externalReference,
      cancelReason,
      cancelDetails,
      closedAt,
      actualStart,
      actualEnd,
    },
    part: { duration, promiseStart, promiseEnd, promised, promiseLocal, open },
    stops: stops.map(({ technicianId, date }) => ({ technicianId, date })),
  };
}
