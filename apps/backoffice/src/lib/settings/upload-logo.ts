import { ApiFailure, failureOf } from '../api/failure.ts';

/** Bytes the API takes at most. */
const most = 1024 * 1024;

/**
 * Sends a picture that the settings may then name; returns its hash.
 * @throws ApiFailure when it was refused, or nobody answered.
 */
export async function uploadLogo(unitId: string, file: File): Promise<string> {
  if (file.size > most) throw new ApiFailure(400, 'invalid', { field: 'logo', reason: 'too-large' });
  const answer = await fetch(`/api/v1/business-units/${unitId}/settings/logos`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  }).catch((cause: unknown) => {
    throw new ApiFailure(503, 'offline', { message: String(cause) });
  });
  if (!answer.ok) throw await failureOf(answer);
  return ((await answer.json()) as { logo: string }).logo;
}

/** Where the back office shows a picture that was uploaded. */
export function logoAddress(unitId: string, logo: string): string {
  return `/api/v1/business-units/${unitId}/settings/logos/${logo}`;
}
