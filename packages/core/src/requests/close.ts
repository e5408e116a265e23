import { findBusinessUnit, lockAccess } from '@itinera/db';
import { listCustomerRequests, lockCustomerRequest, updateCustomerRequest } from '@itinera/db/requests';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { takeAnswerFiles } from './answer-files.ts';
import { requestRow } from './read.ts';
import { readCloseInput } from './schema.ts';
import { tellAnswered } from './tell-customer.ts';
import type { CloseRequestInput } from './types.ts';

const one = { limit: 1, offset: 0 };

/**
 * Says that a request was dealt with. An answer goes by mail to whoever sent it, in their language; files of it they find in
 * the portal.
 * @throws ItineraError `stale` (`details.current`, `details.given`) when somebody dealt with it since it was shown;
 *   `not-found`, `invalid` (`fileIds` with `gone`), `not-allowed` (`role`).
 */
export async function closeRequest(
  ctx: Context,
  scope: BusinessUnitScope,
  input: CloseRequestInput,
): Promise<{ told: boolean }> {
  const { requestId, revision, answer, fileIds } = readCloseInput(input);
  requireIds({ requestId });
  const { companyId, businessUnitId, staffUserId } = scope;
  return ctx.db.write(async (tx) => {
    const unit = await findBusinessUnit(tx, companyId, businessUnitId);
    const { rows } = await listCustomerRequests(tx, businessUnitId, { ids: [requestId] }, one);
    const [shown] = rows;
    if (!unit || !shown) throw notFound('requestId');
    // In the order of whoever erases: the person first.
    const access = await lockAccess(tx, businessUnitId, shown.request.accessId);
    const request = await lockCustomerRequest(tx, businessUnitId, requestId);
    if (!request) throw notFound('requestId');
    if (request.state !== 'open' || request.revision !== revision)
      throw new ItineraError('stale', 'The request was dealt with since it was shown', {
        field: 'revision',
        details: { current: await requestRow(tx, scope, requestId), given: { answer, fileIds, revision } },
      });
    await takeAnswerFiles(tx, scope, { requestId, fileIds });
    const isAnswered = (answer !== '' || fileIds.length > 0) && access !== undefined;
    const files = fileIds.length;
    const message = isAnswered ? await tellAnswered(ctx, tx, { unit, access, request, answer, files }) : null;
    await updateCustomerRequest(tx, businessUnitId, requestId, revision, {
      state: 'done',
      doneAt: ctx.clock.now(),
      staffUserId,
      answer: answer === '' ? null : answer,
      answerMessageId: message,
    });
    await appendEvent(ctx, tx, scope, {
      kind: 'request.done',
      subjectType: request.interventionId === null ? 'customer' : 'intervention',
      subjectId: request.interventionId ?? request.customerId,
      data: { requestId, by: request.kind, answered: message !== null },
    });
    return { told: message !== null };
  });
}
