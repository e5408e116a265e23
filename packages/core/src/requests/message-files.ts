import type { Queries } from '@itinera/db';
import { deleteFiles, listWaitingFiles, updateFiles, type StoredFile } from '@itinera/db/files';
import type { AccessScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import type { RequestOf } from './types.ts';

/** What a person has uploaded for a message by an action, about a visit or from the home page. */
export async function waitingFiles(
  q: Queries,
  { businessUnitId, accessId }: AccessScope,
  { actionId, interventionId }: RequestOf,
): Promise<StoredFile[]> {
  return listWaitingFiles(q, businessUnitId, { accessId, portalActionId: actionId, interventionId });
}

/**
 * Makes uploads stay with the message that names them; those it leaves out go.
 * @throws ItineraError `invalid` (`fileIds`, `gone`) of one that does not wait for this message.
 */
export async function takeFiles(
  tx: Queries,
  scope: AccessScope,
  given: RequestOf & { fileIds: readonly string[]; requestId: string; customerId: string },
): Promise<void> {
  const { fileIds, requestId, customerId } = given;
  const { businessUnitId } = scope;
  const waiting = await waitingFiles(tx, scope, given);
  if (fileIds.some((id) => !waiting.some((file) => file.id === id)))
    throw new ItineraError('invalid', 'fileIds: a file is not there any more, send it again', {
      field: 'fileIds',
      reason: 'gone',
    });
  await updateFiles(tx, businessUnitId, fileIds, { state: 'kept', requestId, customerId });
  const left = waiting.filter(({ id }) => !fileIds.includes(id)).map(({ id }) => id);
  await deleteFiles(tx, businessUnitId, { ids: left });
}
