import { ApiFailure, failureOf } from '../api/failure.ts';

/** Bytes the API takes at most. */
const most = 1024 * 1024;

/** Whose logo: the unit's, or one of its types'. */
export type LogoOf = 'settings' | 'catalogue';

/**
 * Sends a picture that the settings may then name; returns its hash.
 * @throws ApiFailure when it was refused, or nobody answered.
 */
export async function uploadLogo(unitId: string, file: File, of: LogoOf = 'settings'): Promise<string> {
  if (file.size > most) throw new ApiFailure(400, 'invalid', { field: 'logo', reason: 'too-large' });
  const answer = await fetch(`/api/v1/business-units/${unitId}/${of}/logos`, {
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
export function logoAddress(unitId: string, logo: string, of: LogoOf = 'settings'): string {
  return `/api/v1/business-units/${unitId}/${of}/logos/${logo}`;
}
