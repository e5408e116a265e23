import { insertRows, lockAccess, lockIntervention, type Queries } from '@itinera/db';
import { deleteFiles, keepFiles, listWaitingFiles } from '@itinera/db/files';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import { noteUse } from '../catalogue/note-use.ts';
import type { Context } from '../context.ts';
import { actorOf, once } from '../idempotency/once.ts';
import { applyResult } from '../interventions/apply-result.ts';
import { tellStaff } from '../notifications/tell-staff.ts';
import type { AccessScope } from '../scopes.ts';
import { documentDecisions } from '../shared/documents.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { requireFresh } from '../fresh-proof.ts';
import { judgeDocuments } from './shown-document.ts';
import type { DocumentOf, ShownDocument, SignInput, SignResult } from './types.ts';

const readSignInput = parseInput(
  z
    .strictObject({
      interventionId: z.string(),
      actionId: z.string(),
      idempotencyKey: z.string(),
      hash: z.string().max(64, 'must be the hash that was shown'),
      shownAt: z.int('must be when it was shown').min(0).max(253_402_300_799),
      decision: z.enum(documentDecisions, `must be one of ${documentDecisions.join(', ')}`),
      name: z.string().trim().min(1, 'must be your name').max(200, 'must have at most 200 characters'),
      reason: z.string().trim().max(1000, 'must have at most 1000 characters'),
      drawingId: z.string().nullable().default(null),
    })
    .transform(({ interventionId: _visit, actionId: _action, idempotencyKey: _key, ...given }) => ({
      ...given,
      reason: given.decision === 'refused' && given.reason !== '' ? given.reason : null,
    })),
);

/** Longer ago nobody has looked at it; its words of the time are those of now then. */
const readingTime = 86_400;

/**
 * Accepts or refuses a document (CAD-AC-08), once and for all: its very words, their language and hash, the decision, the name
 * typed, a drawing, and the time are kept and never change. Judged again in this transaction; a document that reads otherwise than it
 * was shown comes back, and nothing is decided. A session alone signs nothing: it may be weeks old.
 * @throws ItineraError `not-found`; `not-allowed` with the verdict's reason, `already-signed`, or `proof-needed` (no proof within
 *   ten minutes); `invalid`, `key-reused`.
 */
export async function signDocument(ctx: Context, scope: AccessScope, input: SignInput): Promise<SignResult> {
  const { interventionId, actionId, idempotencyKey } = input;
  const given = readSignInput(input);
  requireIds({ interventionId, actionId });
  const { businessUnitId, accessId } = scope;
  const request = ['sign', interventionId, actionId, given];
  const call = { actor: actorOf(scope), key: idempotencyKey, request };
  try {
    return await ctx.db.write((tx) =>
      once<SignResult>(ctx, tx, call, async () => {
        await lockAccess(tx, businessUnitId, accessId);
        await lockIntervention(tx, businessUnitId, interventionId);
        const now = ctx.clock.now();
        const judged = await judgeDocuments(tx, scope, interventionId, now);
        const found = judged.actions.find(({ action }) => action.id === actionId);
        if (judged.decided.some(({ portalActionId }) => portalActionId === actionId))
          throw refused('already-signed');
        if (!found) throw notFound('actionId');
        if (!found.verdict.available) throw refused(found.verdict.reason);
        requireFresh(scope.provenUntil, now);
        const { shownAt } = given;
        const isRecent = shownAt <= now && shownAt > now - readingTime;
        const document = judged.show(found.action, isRecent ? shownAt : now);
        if (document.hash !== given.hash) throw new Changed(judged.show(found.action, now));
        await takeDrawing(tx, scope, { interventionId, actionId, drawingId: given.drawingId });
        const documentId = ctx.ids.newId();
        await insertRows(tx, 'signedDocument', [
          {
            id: documentId,
            businessUnitId,
            portalActionId: actionId,
            interventionId,
            accessId,
            title: document.title,
            text: document.text,
            language: document.language,
            hash: document.hash,
            decision: given.decision,
            signerName: given.name,
            reason: given.reason,
            drawingId: given.drawingId,
            signedAt: now,
          },
        ]);
        const { customerId } = judged;
        await noteUse(ctx, tx, {
          businessUnitId,
          portalActionId: actionId,
          customerId,
          interventionId,
          usedAt: now,
        });
        await tellStaff(ctx, tx, scope, { action: found.action, customerId, interventionId });
        await appendEvent(ctx, tx, scope, {
          kind: `intervention.document-${given.decision}`,
          subjectType: 'intervention',
          subjectId: interventionId,
          data: { documentId, hash: document.hash },
        });
        if (given.decision === 'accepted') await applyResult(ctx, tx, scope, found.action, interventionId);
        return { done: true, documentId };
      }),
    );
  } catch (error) {
    if (error instanceof Changed) return { done: false, changed: error.document };
    throw error;
  }
}

/** The drawing stays with what it signs; others that were sent for it go. */
async function takeDrawing(
  tx: Queries,
  { businessUnitId, accessId }: AccessScope,
  { interventionId, actionId, drawingId }: DocumentOf & { drawingId: string | null },
): Promise<void> {
  const place = { accessId, portalActionId: actionId, interventionId };
  const ids = (await listWaitingFiles(tx, businessUnitId, place)).map(({ id }) => id);
  if (drawingId !== null && !ids.includes(drawingId))
    throw new ItineraError('invalid', 'drawingId: the drawing is not there any more, draw it again', {
      field: 'drawingId',
      reason: 'gone',
    });
  if (drawingId !== null) await keepFiles(tx, businessUnitId, [drawingId]);
  await deleteFiles(tx, businessUnitId, { ids: ids.filter((id) => id !== drawingId) });
}

/** It reads otherwise by now: everything is rolled back, and the key stays free. */
class Changed extends Error {
  readonly document: ShownDocument;

  constructor(document: ShownDocument) {
    super('The document reads otherwise than it was shown');
    this.document = document;
  }
}

function refused(reason: string): ItineraError {
  return new ItineraError('not-allowed', `This document cannot be signed now: ${reason}`, {
    field: 'actionId',
    reason,
  });
}
