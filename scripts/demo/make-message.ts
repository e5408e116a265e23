import type { AccessScope, Core } from '@itinera/core';
import { bytes } from './work-desk.ts';

/** The smallest file that is a PDF. */
const offer = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n' +
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n' +
    'trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n',
);

/** A customer writes from the home page and sends a file with it. */
export async function makeMessage(
  core: Core,
  person: AccessScope,
  { messageId: actionId, customerId }: { messageId: string; customerId: string },
): Promise<void> {
  const of = { actionId, interventionId: null };
  const file = { ...of, form: null, name: 'Plan of the cellar.pdf' };
  const { id } = await core.files.upload(person, file, bytes(offer));
  await core.requests.send(person, {
    ...{ ...of, customerId, proposal: null, fileIds: [id] },
    text: 'We are moving the boiler next spring. Could you look at the plan and tell us what to prepare?',
    idempotencyKey: 'demo-message',
  });
}
