import { call, api } from '../api/client.ts';
import { forgetKept } from './kept.ts';
import { unsentOnPhone } from './phone.svelte.ts';

/** Signs out: what is kept to be read goes at once, what is not sent yet waits for whom it belongs to. */
export async function leavePhone(): Promise<void> {
  await forgetKept();
  const keeps = (await unsentOnPhone()) > 0;
  await call(api['sign-out'].$post({}, { headers: keeps ? { 'x-keeps-unsent': '1' } : {} }));
}
