import { call, api } from '../api/client.ts';
import { draftsOnPhone, dropDrafts } from './drafts.ts';
import { forgetKept } from './kept.ts';
import { phone, unsentOnPhone } from './phone.svelte.ts';

/**
 * Signs out: what is kept to be read goes at once, what is not sent yet waits for whom it belongs to, and what they have begun
 * too, unless they said that it goes.
 */
export async function leavePhone({ discard = false }: { discard?: boolean } = {}): Promise<void> {
  await forgetKept();
  if (discard && phone.owner !== null) dropDrafts(phone.owner);
  const keeps = draftsOnPhone() || (await unsentOnPhone()) > 0;
  await call(api['sign-out'].$post({}, { headers: keeps ? { 'x-keeps-unsent': '1' } : {} }));
}
