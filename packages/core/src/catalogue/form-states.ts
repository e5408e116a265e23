import type { FormPurpose, PortalAction, Queries, SubmissionState } from '@itinera/db';
import { listFormPurposes, listSubmissionStates } from '@itinera/db/forms';

/** Which forms there are to fill in, and how far some of them are. */
export interface FormStates {
  exists(activityTypeId: string, purpose: FormPurpose): boolean;
  /** null: nobody began it. */
  stateOf(interventionId: string, purpose: FormPurpose): SubmissionState | null;
}

/** The form that an action of this kind leads to; null: to none. There is one of a purpose, so nobody chooses. */
export function purposeOf(kind: PortalAction['kind']): 'activity' | 'survey' | null {
  return kind === 'form' ? 'activity' : kind === 'survey' ? 'survey' : null;
}

/** Reads what actions that ask forms are judged by; nothing where no action asks one. */
export async function loadFormStates(
  q: Queries,
  businessUnitId: string,
  actions: readonly Pick<PortalAction, 'kind'>[],
  interventionIds: readonly string[],
): Promise<FormStates | undefined> {
  if (actions.every(({ kind }) => purposeOf(kind) === null)) return undefined;
  const key = (id: string, purpose: FormPurpose) => `${id} ${purpose}`;
  const there = await listFormPurposes(q, businessUnitId);
  const begun = await listSubmissionStates(q, businessUnitId, interventionIds);
  const forms = new Set(there.map(({ activityTypeId, purpose }) => key(activityTypeId, purpose)));
  const states = new Map(begun.map((one) => [key(one.interventionId, one.purpose), one.state]));
  return {
    exists: (activityTypeId, purpose) => forms.has(key(activityTypeId, purpose)),
    stateOf: (interventionId, purpose) => states.get(key(interventionId, purpose)) ?? null,
  };
}
