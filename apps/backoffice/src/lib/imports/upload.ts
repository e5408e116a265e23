import { largestImportFile, largestImportPiece, type ImportTargetCode } from '@itinera/core/shared';
import { call, unitApi } from '../api/client.ts';
import { ApiFailure, failureOf } from '../api/failure.ts';

const routes = unitApi.imports;

/**
 * Sends a file in pieces and returns the import it became; `told` hears how much has arrived, in parts of one.
 * @throws ApiFailure when it was refused, or nobody answered.
 */
export async function uploadImport(
  businessUnitId: string,
  target: ImportTargetCode,
  file: File,
  told: (part: number) => void,
): Promise<string> {
  if (file.size > largestImportFile)
    throw new ApiFailure(400, 'invalid', { field: 'file', reason: 'too-large' });
  if (file.size === 0) throw new ApiFailure(400, 'invalid', { field: 'file', reason: 'empty' });
  const param = { businessUnitId };
  const { importId } = await call(routes.$post({ param, json: { target, fileName: file.name } }));
  for (let number = 0; number * largestImportPiece < file.size; number++) {
    const start = number * largestImportPiece;
    const piece = file.slice(start, start + largestImportPiece);
    const path = `/api/v1/business-units/${businessUnitId}/imports/${importId}/pieces/${number}`;
    const answer = await fetch(path, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: piece,
    }).catch((cause: unknown) => {
      throw new ApiFailure(503, 'offline', { message: String(cause) });
    });
    if (!answer.ok) throw await failureOf(answer);
    told(Math.min(1, (start + piece.size) / file.size));
  }
  await call(
    routes[':importId'].uploaded.$post({ param: { ...param, importId }, json: { size: file.size } }),
  );
  return importId;
}
