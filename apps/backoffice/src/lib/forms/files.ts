import type { FormFile } from '@itinera/core';
import { fileLimits, type FormPurpose } from '@itinera/core/shared';
import { m } from '#words';
import { ApiFailure, failureOf } from '../api/failure.ts';
import { remedyOf } from '../api/words.ts';
import { reasonOfFile } from './file-words.ts';
import type { PhoneFiles } from '../offline/phone-files.ts';

/** Where files of a form about a visit go and are had. */
export interface FormFiling {
  businessUnitId: string;
  interventionId: string;
  purpose: FormPurpose;
  /** Those that are there. */
  files: readonly FormFile[];
  /** Where a form is sent by the queue: files are kept on the phone until there is a network. */
  onPhone?: PhoneFiles;
}

/** Where files go: to a form about a visit, or with the answer to a request. */
export type Filing = Omit<FormFiling, 'interventionId' | 'purpose'> &
  (Pick<FormFiling, 'interventionId' | 'purpose'> | { requestId: string });

/** Where a file is had, to be shown as a picture or saved. */
export function fileAddress(
  { businessUnitId, onPhone }: Pick<FormFiling, 'businessUnitId' | 'onPhone'>,
  fileId: string,
): string {
  const here = onPhone?.address(fileId);
  if (here !== undefined) return here;
  return `/api/v1/business-units/${businessUnitId}/files/${fileId}`;
}

/**
 * Sends a file to a field; `told` hears how much has arrived, 0 to 100. The browser tells progress by XMLHttpRequest alone.
 * @throws ApiFailure when it was refused, nobody answered, or `signal` stopped it (`offline`).
 */
export async function sendFile(
  filing: Filing,
  field: string,
  file: File,
  { told, signal }: { told: (percent: number) => void; signal: AbortSignal },
): Promise<FormFile> {
  const { businessUnitId, onPhone } = filing;
  if (file.size > fileLimits.photo) throw new ApiFailure(422, 'invalid', { reason: 'too-large' });
  if (onPhone) return onPhone.keep(field, file);
  const request = new XMLHttpRequest();
  const path =
    'requestId' in filing
      ? `requests/${filing.requestId}/files`
      : `interventions/${filing.interventionId}/forms/${filing.purpose}/files/${field}`;
  request.open('POST', `/api/v1/business-units/${businessUnitId}/${path}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
  request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? Math.floor((100 * loaded) / total) : 0);
  signal.addEventListener('abort', () => request.abort());
  const answer = await new Promise<{ status: number; json(): Promise<unknown> }>((resolve, reject) => {
    const offline = (): void => reject(new ApiFailure(503, 'offline'));
    Object.assign(request, { onerror: offline, onabort: offline });
    request.onload = () =>
      resolve({
        status: request.status,
        json: () => Promise.resolve().then(() => JSON.parse(request.responseText) as unknown),
      });
    request.send(file);
  });
  if (answer.status !== 201) throw await failureOf(answer);
  return { ...((await answer.json()) as FormFile), field };
}

/** Takes back what nothing names yet; what answers named before goes when they are saved without it. */
export async function dropFile(filing: Filing, fileId: string): Promise<void> {
  if (filing.onPhone) return filing.onPhone.drop(fileId);
  await fetch(fileAddress(filing, fileId), { method: 'DELETE' }).catch(() => undefined);
}

/** Why a file was not taken, and the remedy. */
export function fileRemedy(failure: ApiFailure): string {
  const { reason } = failure.problem;
  if (reason === 'quota') return m.file_room();
  if (failure.code !== 'invalid') return remedyOf(failure, 'UTC');
  return reasonOfFile(reason);
}
