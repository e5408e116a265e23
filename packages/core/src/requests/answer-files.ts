import type { Queries } from '@itinera/db';
import { deleteFiles, keepFiles, listFilesOfRequests, type StoredFile } from '@itinera/db/files';
import { viewOf } from '../files/own-files.ts';
import type { FileView } from '../files/types.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';

/** The files of a request: what went with it, what staff answered with, and what one of them has sent and not answered with yet. */
export interface RequestFiles {
  files: FileView[];
  answerFiles: FileView[];
  waitingFiles: FileView[];
}

/** Reads the files of these requests; `staffUserId`: whose waiting ones. */
export async function filesOfRequests(
  q: Queries,
  businessUnitId: string,
  requestIds: readonly string[],
  staffUserId: string | null,
): Promise<(requestId: string) => RequestFiles> {
  const all = Map.groupBy(
    await listFilesOfRequests(q, businessUnitId, requestIds),
    (file) => file.requestId ?? '',
  );
  return (requestId) => {
    const own = all.get(requestId) ?? [];
    const views = (which: (file: StoredFile) => boolean) => own.filter(which).map(viewOf);
    return {
      files: views((file) => file.staffUserId === null),
      answerFiles: views((file) => file.staffUserId !== null && file.state === 'kept'),
      waitingFiles: views((file) => isWaitingOf(file, staffUserId)),
    };
  };
}

/**
 * Makes uploads stay with the answer that names them; those of its author that it leaves out go.
 * @throws ItineraError `invalid` (`fileIds`, `gone`) of one that does not wait for this answer.
 */
export async function takeAnswerFiles(
  tx: Queries,
  { businessUnitId, staffUserId }: BusinessUnitScope,
  { requestId, fileIds }: { requestId: string; fileIds: readonly string[] },
): Promise<void> {
  const sent = await listFilesOfRequests(tx, businessUnitId, [requestId]);
  const waiting = sent.filter((file) => isWaitingOf(file, staffUserId)).map(({ id }) => id);
  if (fileIds.some((id) => !waiting.includes(id)))
    throw new ItineraError('invalid', 'fileIds: a file is not there any more, send it again', {
      field: 'fileIds',
      reason: 'gone',
    });
  await keepFiles(tx, businessUnitId, fileIds);
  await deleteFiles(tx, businessUnitId, { ids: waiting.filter((id) => !fileIds.includes(id)) });
}

function isWaitingOf({ state, staffUserId }: StoredFile, author: string | null): boolean {
  return state === 'waiting' && staffUserId !== null && staffUserId === author;
}
