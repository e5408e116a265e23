import { DbError, insertRows, listSkills, type Form, type Queries } from '@itinera/db';
import { lockForm, updateForm } from '@itinera/db/forms';
import { appendEvent } from '../audit/append-event.ts';
import { ownUnit } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { checkForm } from '../shared/forms/check-form.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { startingForm } from '../shared/forms/locked-fields.ts';
import { formChanges, isUnchanged } from '../shared/forms/form-changes.ts';
import { readDefinition, readRevision } from './definition-schema.ts';
import { defaultLanguageOf, definitionOf, findOwnForm, pageOf } from './form-page.ts';
import { deleteStoredValues } from './stored-values.ts';
import type { FormOf, SavedForm, SaveFormInput } from './types.ts';

type Saver = BusinessUnitScope | SystemScope;

/**
 * Saves a form as a new version; answers keep the version they were given to. Saving what is so already does nothing.
 * @throws ItineraError `invalid` (`field` the place, `reason` the first problem, `details.problems` all of them), `stale`
 *   (`details.current`, `details.given`), `not-allowed` (`role`; `values-stored` with `details.counts`), `not-found`.
 */
export async function saveForm(ctx: Context, scope: Saver, input: SaveFormInput): Promise<SavedForm> {
  const { definition } = readDefinition({ definition: input.definition });
  return writeForm(ctx, scope, input, () => Promise.resolve(definition));
}

/** Saves what `wished` makes of the form as it is, which is locked then. Throws as `saveForm`. */
export async function writeForm(
  ctx: Context,
  scope: Saver,
  input: Omit<SaveFormInput, 'definition'>,
  wished: (tx: Queries, form: Form | undefined) => Promise<FormDefinition>,
): Promise<SavedForm> {
  const { revision, deletions } = readRevision(input);
  const { activityTypeId, purpose } = input;
  const { businessUnitId } = scope;
  const save = async (tx: Queries): Promise<SavedForm> => {
    const { key } = await findOwnForm(tx, scope, { activityTypeId, purpose });
    const form = await lockForm(tx, businessUnitId, key);
    const before = await definitionOf(tx, form, purpose);
    const definition = await wished(tx, form);
    const changes = formChanges(before, definition);
    if (form && isUnchanged(changes)) return { version: form.version, revision: form.revision };
    if ((form?.revision ?? 0) !== revision) throw await stale(tx, scope, input, definition);
    await requireSound(tx, scope, definition, input);
    const now = ctx.clock.now();
    const deleted = form ? await deleteStoredValues(tx, form, changes.removed, deletions) : {};
    const version = (form?.version ?? 0) + 1;
    const formId = form?.id ?? ctx.ids.newId();
    if (!form)
      await insertRows(tx, 'form', [
        { id: formId, businessUnitId, activityTypeId, ...key, version, createdAt: now },
      ]);
    const staffUserId = scope.kind === 'staff' ? scope.staffUserId : null;
    await insertRows(tx, 'formVersion', [{ formId, version, definition, createdAt: now, staffUserId }]);
    const updated = form ? await updateForm(tx, businessUnitId, formId, revision, version) : undefined;
    await appendEvent(ctx, tx, scope, {
      kind: 'form.saved',
      subjectType: 'form',
      subjectId: formId,
      data: { activityTypeId, purpose, version, changes, deleted },
    });
    return { version, revision: updated?.revision ?? 1 };
  };
  return ctx.db.write(save).catch(async (error: unknown) => {
    // Two who began the same form at the same moment: the store lets one.
    if (error instanceof DbError && error.code === 'unique-violation')
      throw await stale(ctx.db.read, scope, input, null);
    throw error;
  });
}

/** Makes the first version of a form that is not there yet, in the transaction of what it belongs to. Throws as `saveForm`. */
export async function insertForm(
  ctx: Context,
  tx: Queries,
  scope: Saver,
  { activityTypeId, purpose }: FormOf & { activityTypeId: string },
  given: unknown,
): Promise<void> {
  const { definition } = readDefinition({ definition: given });
  await requireSound(tx, scope, definition, { activityTypeId, purpose });
  const { businessUnitId } = scope;
  const formId = ctx.ids.newId();
  const now = ctx.clock.now();
  const key = { ownerId: activityTypeId, purpose };
  await insertRows(tx, 'form', [
    { id: formId, businessUnitId, activityTypeId, ...key, version: 1, createdAt: now },
  ]);
  const staffUserId = scope.kind === 'staff' ? scope.staffUserId : null;
  await insertRows(tx, 'formVersion', [{ formId, version: 1, definition, createdAt: now, staffUserId }]);
  const changes = formChanges(startingForm(purpose), definition);
  await appendEvent(ctx, tx, scope, {
    kind: 'form.saved',
    subjectType: 'form',
    subjectId: formId,
    data: { activityTypeId, purpose, version: 1, changes, deleted: {} },
  });
}

async function requireSound(
  tx: Queries,
  scope: Saver,
  definition: FormDefinition,
  { purpose }: FormOf,
): Promise<void> {
  const unit = await ownUnit(tx, scope);
  const problems = checkForm(definition, { language: defaultLanguageOf(unit), purpose });
  const [first] = problems;
  if (first)
    throw new ItineraError('invalid', `${first.part}: ${first.problem} ${first.names?.join(', ') ?? ''}`, {
      field: first.field === null ? first.part : `fields.${first.field}.${first.part}`,
      reason: first.problem,
      details: { problems },
    });
  const known = new Set((await listSkills(tx, scope.companyId)).map(({ id }) => id));
  const unknown = definition.skills.findIndex(({ skillId }) => !known.has(skillId));
  if (unknown >= 0)
    throw new ItineraError('invalid', 'skills: there is no such skill, choose one of the list', {
      field: `skills.${unknown}.skillId`,
      reason: 'unknown-skill',
    });
}

async function stale(
  q: Queries,
  scope: Saver,
  { activityTypeId, purpose }: FormOf,
  definition: FormDefinition | null,
): Promise<ItineraError> {
  return new ItineraError('stale', 'The form was changed since it was shown', {
    field: 'revision',
    details: { current: await pageOf(q, scope, { activityTypeId, purpose }), given: { definition } },
  });
}
