import {
  findIntervention,
  findLogo,
  insertRows,
  lockCustomer,
  lockIntervention,
  type Queries,
} from '@itinera/db';
import { addFilePiece, insertFile, listFilesOf, type StoredFile } from '@itinera/db/files';
import { findReportOfStep, nextReportVersion } from '@itinera/db/work';
import { createHash } from 'node:crypto';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { contentOf } from '../files/content.ts';
import { safeName } from '../files/safe-name.ts';
import { spool, type SpooledFile } from '../files/spool.ts';
import { spokenMoment } from '../notifications/times.ts';
import { redrawPicture } from '../pictures/redraw-picture.ts';
import type { SystemScope } from '../scopes.ts';
import { isPictureType } from '../shared/files.ts';
import { localDate } from '../shared/local-time.ts';
import { systemScope } from '../system-scope.ts';
import { gatherReport, type GatheredReport } from './content.ts';
import { drawReport, newReport, type ReportMake } from './draw.ts';
import type { ReportJob } from './queue-report.ts';

/** Bytes of a report; its pictures are drawn small, so that hundreds of them are less. */
const most = 64 * 1024 * 1024;

/**
 * Makes the report of closed work after one of its steps and keeps it as a file: once a step, a version of its own, the former
 * ones stay. It is drawn before the write, and the work that it tells of is what is stored: whatever changed
 * meanwhile makes it begin anew (rejects). Does nothing for work that is not closed any more, or erased.
 */
export async function makeReport(ctx: Context, payload: unknown): Promise<void> {
  const { interventionId, workStepId, ...unit } = payload as ReportJob;
  const scope = systemScope(unit);
  const { businessUnitId } = scope;
  const q = ctx.db.read;
  if (await findReportOfStep(q, businessUnitId, workStepId)) return;
  const gathered = await gatherReport(ctx, q, scope, interventionId);
  if (!gathered) return;
  const { language } = gathered.content;
  const madeAt = ctx.clock.now();
  const version = await nextReportVersion(q, businessUnitId, interventionId);
  const make = { version, madeAt, when: spokenMoment(madeAt, gathered.zone, language) };
  const file = await drawn(ctx, scope, interventionId, gathered, make);
  try {
    await keep(ctx, scope, { interventionId, workStepId }, gathered, make, file);
  } finally {
    await file.close();
  }
}

/** The report as a nameless file on disk. */
async function drawn(
  { db: { read: q } }: Context,
  { businessUnitId }: SystemScope,
  interventionId: string,
  { content }: GatheredReport,
  make: ReportMake,
): Promise<SpooledFile> {
  const files = await listFilesOf(q, businessUnitId, [interventionId]);
  const kept = new Map(files.filter(({ state }) => state === 'kept').map((file) => [file.id, file]));
  const logo = content.company.logo && (await findLogo(q, businessUnitId, content.company.logo));
  const doc = newReport(content, make);
  const arriving = spool(doc, most);
  try {
    await drawReport(doc, content, make, {
      logo: logo ? await onPaper(logo.picture) : null,
      pictureOf: (id) => pictureOf(q, kept.get(id)),
      nameOf: (id) => {
        const file = kept.get(id);
        return file && !isPictureType(file.type) ? file.name : null;
      },
    });
  } catch (error) {
    doc.destroy(error as Error);
    await arriving.catch(() => undefined);
    throw error;
  }
  return arriving;
}

async function pictureOf(q: Queries, file: StoredFile | undefined): Promise<Buffer | null> {
  if (!file || !isPictureType(file.type)) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of contentOf(q, file.id)) pieces.push(piece);
  return pieces.length === 0 ? null : onPaper(Buffer.concat(pieces));
}

function onPaper(picture: Uint8Array): Promise<Buffer> {
  return redrawPicture(picture, { use: 'report', field: 'picture' });
}

async function keep(
  ctx: Context,
  scope: SystemScope,
  { interventionId, workStepId }: Pick<ReportJob, 'interventionId' | 'workStepId'>,
  { content, revision, zone }: GatheredReport,
  { version, madeAt }: ReportMake,
  file: SpooledFile,
): Promise<void> {
  const { businessUnitId } = scope;
  const digest = createHash('sha256');
  for await (const piece of file.pieces()) digest.update(piece);
  const hash = digest.digest('hex');
  const number = version > 1 ? ` (${version})` : '';
  const name = safeName(`${content.title} ${localDate(madeAt, zone)}${number}.pdf`, 'application/pdf');
  await ctx.db.write(async (tx) => {
    // Whoever is being erased or merged meanwhile is found as they are then.
    const before = await findIntervention(tx, businessUnitId, interventionId);
    const customer = before && (await lockCustomer(tx, businessUnitId, before.customerId));
    const visit = await lockIntervention(tx, businessUnitId, interventionId);
    if (!visit || !customer || customer.erasedAt !== null || visit.erasedAt !== null) return;
    if (visit.revision !== revision) throw new Error('The work changed while its report was made');
    const fileId = ctx.ids.newId();
    await insertFile(tx, {
      ...{ id: fileId, businessUnitId, customerId: visit.customerId, interventionId, name, hash },
      ...{ type: 'application/pdf', size: file.size, state: 'report', createdAt: madeAt },
    });
    let piece = 0;
    for await (const bytes of file.pieces())
      await addFilePiece(tx, { businessUnitId, fileId, number: piece++, bytes });
    const { language } = content;
    const report = { id: ctx.ids.newId(), businessUnitId, interventionId, version, workStepId, fileId };
    await insertRows(tx, 'report', [{ ...report, language, madeAt }]);
    await appendEvent(ctx, tx, scope, {
      kind: 'intervention.report-made',
      subjectType: 'intervention',
      subjectId: interventionId,
      data: { version, hash, size: file.size },
    });
  });
}
