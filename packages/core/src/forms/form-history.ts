import { findStaffNames } from '@itinera/db';
import { findFormVersion, listFormVersions } from '@itinera/db/forms';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { formChanges } from '../shared/forms/form-changes.ts';
import { startingForm } from '../shared/forms/locked-fields.ts';
import { findOwnForm } from './form-page.ts';
import { writeForm } from './save-form.ts';
import type { FormOf, FormVersionEntry, SavedForm } from './types.ts';

const shown = 50;

/**
 * The last versions of a form, newest first, with who saved them and what each changed.
 * @throws ItineraError as `formPage`.
 */
export async function formHistory(
  ctx: Context,
  scope: BusinessUnitScope,
  of: FormOf,
): Promise<FormVersionEntry[]> {
  const q = ctx.db.read;
  const { form } = await findOwnForm(q, scope, of);
  if (!form) return [];
  const versions = await listFormVersions(q, form.id, shown + 1);
  const names = await findStaffNames(q, [
    ...new Set(versions.flatMap(({ staffUserId }) => (staffUserId === null ? [] : [staffUserId]))),
  ]);
  return versions.slice(0, shown).map(({ version, createdAt, staffUserId, definition }, index) => ({
    version,
    at: createdAt,
    by: staffUserId === null ? null : (names.get(staffUserId) ?? null),
    fields: (definition as FormDefinition).fields.length,
    changes: formChanges(
      (versions[index + 1]?.definition ?? startingForm(of.purpose)) as FormDefinition,
      definition as FormDefinition,
    ),
  }));
}

/**
 * Takes the last change of a form back, which is a change too: doing it twice brings it again. Answers that were
 * deleted with a field do not come back with it.
 * @throws ItineraError as `saveForm`; `not-allowed` (`nothing-to-undo`) where there is one version or none.
 */
export async function undoForm(
  ctx: Context,
  scope: BusinessUnitScope,
  input: FormOf & { revision: number; deletions: Record<string, number> },
): Promise<SavedForm> {
  return writeForm(ctx, scope, input, async (tx, form) => {
    const before = form && (await findFormVersion(tx, form.id, form.version - 1));
    if (!before)
      throw new ItineraError('not-allowed', 'There is no earlier version', { reason: 'nothing-to-undo' });
    return before.definition as FormDefinition;
  });
}
