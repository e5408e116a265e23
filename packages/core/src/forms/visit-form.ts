import { findIntervention, findSubmission, type FormSubmission, type Intervention } from '@itinera/db';
import { findForm } from '@itinera/db/forms';
import type { StoredFile } from '@itinera/db/files';
import type { Context } from '../context.ts';
import { formFiles, ownFiles, withWaiting } from '../files/own-files.ts';
import { forAccess } from '../interventions/for-access.ts';
import { page } from '../interventions/page.ts';
import type { CustomerIntervention } from '../interventions/types.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { applyDefaults } from '../shared/forms/apply-defaults.ts';
import type { Answers } from '../shared/forms/answers.ts';
import { renderedForm, type RenderIn } from '../shared/forms/rendered-form.ts';
import type { Language } from '../shared/languages.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { definitionOf } from './form-page.ts';
import { visitRenderer } from './form-facts.ts';
import { requireMayFill } from './may-fill.ts';
import type { AskedForm, FormToFill } from './types.ts';

/** Whoever fills in a form. */
export type Filler = AccessScope | BusinessUnitScope | SystemScope;

/**
 * A form about an intervention, as it is asked now, with what is stored and defaults for the rest.
 * @throws ItineraError `not-found`: no such visit for this eyes, no form, or none that the portal shows; `not-allowed` as
 *   `requireMayFill`.
 */
export async function visitForm(
  ctx: Context,
  scope: AccessScope | BusinessUnitScope,
  { interventionId, purpose, actionId }: AskedForm,
): Promise<FormToFill> {
  await requireSeen(ctx, scope, interventionId);
  const q = ctx.db.read;
  const visit = await findIntervention(q, scope.businessUnitId, interventionId);
  if (!visit) throw notFound('interventionId');
  const form = await findForm(q, scope.businessUnitId, { ownerId: visit.activityTypeId, purpose });
  if (!form) throw notFound('purpose');
  const definition = await definitionOf(q, form, purpose);
  await requireMayFill(ctx, q, scope, { visit, purpose, definition, actionId });
  const submission = await findSubmission(q, scope.businessUnitId, form.id, interventionId);
  const render = await visitRenderer(ctx, q, scope, visit, 'reader');
  const files = await ownFiles(q, scope, { interventionId, formId: form.id });
  return toFill(
    { purpose, definition, version: form.version },
    { submission, files },
    render,
    scope.language,
  );
}

/**
 * Every form about an intervention that staff fill in now; none of those that its type has not.
 * @throws ItineraError `not-found`.
 */
export async function visitForms(
  ctx: Context,
  scope: BusinessUnitScope,
  interventionId: string,
): Promise<FormToFill[]> {
  await requireSeen(ctx, scope, interventionId);
  const forms: FormToFill[] = [];
  for (const purpose of ['activity', 'closing', 'survey'] as const)
    try {
      forms.push(await visitForm(ctx, scope, { interventionId, purpose }));
    } catch (error) {
      if (!(error instanceof ItineraError && error.field === 'purpose')) throw error;
    }
  return forms;
}

/**
 * Whether whoever asks may see the visit at all; of a person of the portal, what they see of it.
 * @throws ItineraError `not-found`.
 */
export async function requireSeen(
  ctx: Context,
  scope: Filler,
  interventionId: string,
): Promise<CustomerIntervention | undefined> {
  requireIds({ interventionId });
  if (scope.kind === 'access') return forAccess(ctx, scope, interventionId);
  if (scope.kind === 'staff') await page(ctx, scope, interventionId);
  return undefined;
}

/** A form with what is stored of it and waits for it, and values in the place of replacement codes. */
export function toFill(
  form: Pick<FormToFill, 'purpose' | 'definition' | 'version'>,
  { submission, files }: { submission: FormSubmission | undefined; files: readonly StoredFile[] },
  render: RenderIn,
  language: Language,
): FormToFill {
  const stored = (submission?.answers ?? {}) as Answers;
  return {
    ...form,
    definition: renderedForm(form.definition, render),
    answers: withWaiting(
      form.definition,
      submission?.state === 'final'
        ? stored
        : applyDefaults(form.definition, stored, (text) => render(text, language)),
      files,
    ),
    files: formFiles(files),
    state: submission?.state ?? 'none',
    revision: submission?.revision ?? 0,
  };
}

/** The visit in the caller's transaction, locked. @throws ItineraError `not-found`. */
export function requireVisit(visit: Intervention | undefined): Intervention {
  if (!visit) throw notFound('interventionId');
  return visit;
}
