import type { Queries } from '@itinera/db';
import { deleteFiles, keepFiles, listFilesOf, type StoredFile } from '@itinera/db/files';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { Answers, AnswerValue } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import type { FileView, FormFile } from './types.ts';

type Scope = AccessScope | BusinessUnitScope | SystemScope;

/** Whether whoever asks sent it. */
export function isSender(scope: Scope, { accessId, staffUserId }: StoredFile): boolean {
  if (scope.kind === 'access') return accessId === scope.accessId;
  return scope.kind === 'staff' && staffUserId === scope.staffUserId;
}

export function viewOf({ id, name, type, size }: StoredFile): FileView {
  return { id, name, type, size };
}

/** Files that an answer names: of a list, or the drawing of a signature. */
export function filesOfAnswer(answer: AnswerValue | undefined): string[] {
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'object' && 'drawing' in answer && answer.drawing !== null ? [answer.drawing] : [];
}

/**
 * What answers to a form about an intervention may name: files that were sent to its own fields and are in what is stored of
 * it, and those that whoever asks has sent and that wait.
 */
export async function ownFiles(
  q: Queries,
  scope: Scope,
  { interventionId, formId }: { interventionId: string; formId: string },
): Promise<StoredFile[]> {
  const rows = await listFilesOf(q, scope.businessUnitId, [interventionId], formId);
  return rows.filter((row) => row.state === 'kept' || (row.state === 'waiting' && isSender(scope, row)));
}

/** The same for whoever fills in: to which field each was sent. */
export function formFiles(rows: readonly StoredFile[]): FormFile[] {
  return rows.flatMap((row) => (row.field === null ? [] : [{ ...viewOf(row), field: row.field }]));
}

/**
 * Answers with what waits for their fields, as a reload of the page finds it again, and without what was erased; drawings that
 * wait are drawn again.
 */
export function withWaiting(
  { fields }: Pick<FormDefinition, 'fields'>,
  answers: Answers,
  rows: readonly StoredFile[],
): Answers {
  const found = { ...answers };
  for (const { code, type } of fields) {
    if (type !== 'photo' && type !== 'file') continue;
    const there = idsOf(rows.filter((row) => row.field === code));
    const named = filesOfAnswer(found[code]).filter((id) => there.includes(id));
    const waiting = idsOf(rows.filter((row) => row.field === code && row.state === 'waiting'));
    const ids = [...new Set([...named, ...waiting])];
    if (ids.length > 0) found[code] = ids;
    else delete found[code];
  }
  return found;
}

/**
 * Makes the files of stored answers stay as long as these, and deletes those that the answers before had and these have not;
 * of final answers also what was sent to the form and left out.
 */
export async function settleFiles(
  tx: Queries,
  businessUnitId: string,
  rows: readonly StoredFile[],
  answers: Answers,
  mode: 'draft' | 'final',
): Promise<void> {
  const named = new Set(Object.values(answers).flatMap(filesOfAnswer));
  const waiting = rows.filter(({ id, state }) => state === 'waiting' && named.has(id));
  const left = rows.filter(({ id, state }) => !named.has(id) && (state === 'kept' || mode === 'final'));
  await keepFiles(tx, businessUnitId, idsOf(waiting));
  await deleteFiles(tx, businessUnitId, { ids: idsOf(left) });
}

function idsOf(rows: readonly StoredFile[]): string[] {
  return rows.map(({ id }) => id);
}
