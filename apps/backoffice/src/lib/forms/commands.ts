import type { FormOf, FormPage, FormToFill, FormVersionEntry, SavedForm, SaveFormInput } from '@itinera/core';
import { startingForm, type FormPurpose } from '@itinera/core/shared';
import { call, unitApi } from '../api/client.ts';

type TypePurpose = Exclude<FormPurpose, 'customer'>;
type Saving = Pick<SaveFormInput, 'revision' | 'deletions'>;

/** What is done with one form: an activity type's, or the one of the unit's customers. Everything rejects with ApiFailure. */
export interface FormCommands {
  page(): Promise<FormPage>;
  save(input: Saving & Pick<SaveFormInput, 'definition'>): Promise<SavedForm>;
  undo(input: Saving): Promise<SavedForm>;
  history(): Promise<{ items: FormVersionEntry[] }>;
}

/** The client’s type of an answer ends where a condition stands in another: the API’s own is what comes. */
export function formCommands(businessUnitId: string, { activityTypeId, purpose }: FormOf): FormCommands {
  if (activityTypeId === null || purpose === 'customer') {
    const form = unitApi['customer-form'];
    const param = { businessUnitId };
    return {
      page: () => call(form.$get({ param })) as Promise<FormPage>,
      save: (json) => call(form.$put({ param, json })),
      undo: (json) => call(form.undo.$post({ param, json })),
      history: () => call(form.history.$get({ param })),
    };
  }
  const form = unitApi['activity-types'][':activityTypeId'].forms[':purpose'];
  const param = { businessUnitId, activityTypeId, purpose: purpose satisfies TypePurpose };
  return {
    page: () => call(form.$get({ param })) as Promise<FormPage>,
    save: (json) => call(form.$put({ param, json })),
    undo: (json) => call(form.undo.$post({ param, json })),
    history: () => call(form.history.$get({ param })),
  };
}

/** A closing form that nobody has worked on, with nothing in it. */
export function plainClosing(): FormToFill {
  const definition = startingForm('closing');
  return { purpose: 'closing', definition, version: 0, revision: 0, answers: {}, files: [], state: 'none' };
}

/** The forms that are filled in about a visit now, with what is stored of them. */
export async function visitForms(businessUnitId: string, interventionId: string): Promise<FormToFill[]> {
  const { forms } = unitApi.interventions[':interventionId'];
  const { items } = await call(forms.$get({ param: { businessUnitId, interventionId } }));
  return items as FormToFill[];
}
