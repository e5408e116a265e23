import type { ImportTargetCode } from '@itinera/core/shared';
import { unitApi } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';

type ExportFilter = Parameters<(typeof unitApi.exports)[':target']['$post']>[0]['json'];

/** Takes an export and hands it to the browser as a file. @throws ApiFailure. */
export async function downloadExport(
  businessUnitId: string,
  target: ImportTargetCode,
  filter: ExportFilter = {},
): Promise<void> {
  const answer = await unitApi.exports[':target'].$post({ param: { businessUnitId, target }, json: filter });
  if (!answer.ok) throw await failureOf(answer);
  saveAs(await answer.blob(), `${target}.csv`);
}

/** Hands something to the browser as a file of this name. */
export function saveAs(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
