import type { Form, Queries } from '@itinera/db';
import { deleteFiles, listWaitingFiles, updateFiles, type StoredFile } from '@itinera/db/files';
import { filesOfAnswer, settleFiles } from '../files/own-files.ts';
import type { AccessScope } from '../scopes.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** What a person has uploaded to the questions about work that they are about to book. */
export async function questionFiles(
  q: Queries,
  { businessUnitId, accessId }: AccessScope,
  addressId: string,
  { form }: { form: Form },
): Promise<StoredFile[]> {
  return listWaitingFiles(q, businessUnitId, { accessId, formId: form.id, addressId });
}

/** Files that answers name wait as long as these, a day from now on; of final answers those that are left out go. */
export async function settleWaiting(
  tx: Queries,
  businessUnitId: string,
  files: readonly StoredFile[],
  { answers, mode, now }: { answers: Answers; mode: 'draft' | 'final'; now: EpochSeconds },
): Promise<void> {
  const named = new Set(Object.values(answers).flatMap(filesOfAnswer));
  const ids = files.map(({ id }) => id);
  await updateFiles(
    tx,
    businessUnitId,
    ids.filter((id) => named.has(id)),
    { createdAt: now },
  );
  if (mode === 'final') await deleteFiles(tx, businessUnitId, { ids: ids.filter((id) => !named.has(id)) });
}

/** Makes them files of the visit that was booked: those that its answers name stay. */
export async function giveToVisit(
  tx: Queries,
  businessUnitId: string,
  files: readonly StoredFile[],
  { answers, mode, interventionId }: { answers: Answers; mode: 'draft' | 'final'; interventionId: string },
): Promise<void> {
  const ids = files.map(({ id }) => id);
  await updateFiles(tx, businessUnitId, ids, { interventionId, addressId: null });
  await settleFiles(tx, businessUnitId, files, answers, mode);
}
