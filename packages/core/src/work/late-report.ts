import { insertRows, type Queries } from '@itinera/db';
import { keepFiles, listFilesOf } from '@itinera/db/files';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { filesOfAnswer } from '../files/own-files.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { AnswerValue } from '../shared/forms/answers.ts';
import { isId } from '../shared/ids.ts';
import type { PhoneTime } from '../shared/phone-time.ts';
import type { LateReason } from '../shared/work.ts';
import type { ReadClosing } from './schema.ts';

/** A closing that came when the visit was no longer its sender's to close. */
export interface Late extends PhoneTime {
  interventionId: string;
  why: LateReason;
  /** Its times by our clock. */
  closing: ReadClosing;
}

/** Keeps it as it was entered, with its files, until staff decide; changes nothing of the visit. Returns its id. */
export async function keepLateReport(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope,
  { interventionId, why, closing, at }: Late,
): Promise<string> {
  const { businessUnitId, staffUserId } = scope;
  const id = ctx.ids.newId();
  await insertRows(tx, 'lateReport', [
    {
      ...{ id, businessUnitId, interventionId, why, at, staffUserId },
      state: 'open',
      report: closing,
      receivedAt: ctx.clock.now(),
    },
  ]);
  const named = new Set(Object.values(closing.answers).flatMap(namedFiles));
  const files = await listFilesOf(tx, businessUnitId, [interventionId]);
  const own = files.filter((file) => file.state === 'waiting' && file.staffUserId === staffUserId);
  await keepFiles(
    tx,
    businessUnitId,
    own.map((file) => file.id).filter((file) => named.has(file)),
    'reported',
  );
  await appendEvent(ctx, tx, scope, {
    kind: 'intervention.late-report',
    subjectType: 'intervention',
    subjectId: interventionId,
    data: { lateReportId: id, why, result: closing.result },
  });
  return id;
}

/** Files that something which was not judged may name. */
export function namedFiles(answer: unknown): string[] {
  const of = typeof answer === 'object' && answer !== null ? (answer as AnswerValue) : undefined;
  return filesOfAnswer(of).filter((id) => typeof id === 'string' && isId(id));
}
