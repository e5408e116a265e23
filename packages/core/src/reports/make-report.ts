import { findIntervention, insertRows, lockCustomer, lockIntervention } from '@itinera/db';
import { addFilePiece, insertFile } from '@itinera/db/files';
import { findReportOfStep, listReports, nextReportVersion, updateReportMail } from '@itinera/db/work';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { safeName } from '../files/safe-name.ts';
import type { SpooledFile } from '../files/spool.ts';
import type { Lease } from '../lease.ts';
import { spokenMoment } from '../notifications/times.ts';
import type { SystemScope } from '../scopes.ts';
import { localDate } from '../shared/local-time.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';
import { systemScope } from '../system-scope.ts';
import { gatherReport, type GatheredReport } from './content.ts';
import type { ReportMake } from './draw.ts';
import { fitReport, hashOf, mostBytes } from './fit-report.ts';
import { queueReportMail } from './mail-report.ts';
import type { ReportJob } from './queue-report.ts';

/** After so long the job's lease is renewed, which is several times longer. */
const holdAnew: Seconds = 60;

/**
 * Makes the report of closed work after one of its steps and keeps it as a file: once a step, a version of its own, the former
 * ones stay. It is drawn before the write, and the work that it tells of is what is stored: whatever changed
 * meanwhile makes it begin anew (rejects). Does nothing for work that is not closed any more, or erased. What staff ask for
 * anew is a version only where its bytes would be others.
 */
export async function makeReport(
  ctx: Context,
  payload: unknown,
  lease: Lease,
  most = mostBytes,
): Promise<void> {
  const { interventionId, workStepId, again = false, ...unit } = payload as ReportJob;
  const scope = systemScope(unit);
  const { businessUnitId } = scope;
  const q = ctx.db.read;
  if (await findReportOfStep(q, businessUnitId, workStepId)) return;
  const gathered = await gatherReport(ctx, q, scope, interventionId);
  if (!gathered) return;
  const { content } = gathered;
  const beforePicture = keeping(ctx, lease);
  const draw = (version: number, madeAt: EpochSeconds) =>
    fitReport(ctx, {
      ...{ businessUnitId, interventionId, content, most, beforePicture },
      make: makeOf(version, madeAt, gathered),
    });
  const [former] = again ? (await listReports(q, businessUnitId, interventionId)).slice(-1) : [];
  if (former) {
    // Drawn as it was made then, it has the same bytes where nothing has changed.
    const file = await draw(former.report.version, former.report.madeAt);
    if ((await hashAndClose(file)) === former.file.hash)
      return unchanged(ctx, scope, { interventionId, workStepId }, gathered);
  }
  const madeAt = ctx.clock.now();
  const version = await nextReportVersion(q, businessUnitId, interventionId);
  const file = await draw(version, madeAt);
  try {
    await keep(ctx, scope, { interventionId, workStepId }, gathered, { version, madeAt }, file);
  } finally {
    await file.close();
  }
}

async function hashAndClose(file: SpooledFile): Promise<string> {
  try {
    return await hashOf(file);
  } finally {
    await file.close();
  }
}

/** Says to staff that a report could not be made: it was tried too often. */
export async function giveUpReport(ctx: Context, payload: unknown): Promise<void> {
  const { interventionId, companyId, businessUnitId } = payload as ReportJob;
  const scope = systemScope({ companyId, businessUnitId });
  await tell(ctx, scope, 'intervention.report-failed', interventionId, {});
}

/** The last version stays; if it could not be sent, it is tried anew: somebody may have an address by now. */
async function unchanged(
  ctx: Context,
  scope: SystemScope,
  { interventionId, workStepId }: Pick<ReportJob, 'interventionId' | 'workStepId'>,
  gathered: GatheredReport,
): Promise<void> {
  const { businessUnitId } = scope;
  const about = { subjectType: 'intervention', subjectId: interventionId } as const;
  await ctx.db.write(async (tx) => {
    const visit = await lockIntervention(tx, businessUnitId, interventionId);
    const last = (await listReports(tx, businessUnitId, interventionId)).at(-1);
    if (!visit || !last || visit.revision !== gathered.revision)
      throw new Error('The work changed while its report was made');
    const { report, file } = last;
    const { version } = report;
    if (report.unreached) {
      const mail = await queueReportMail(ctx, tx, scope, visit, gathered, file, workStepId);
      await updateReportMail(tx, businessUnitId, report.id, mail);
    }
    await appendEvent(ctx, tx, scope, { kind: 'intervention.report-unchanged', ...about, data: { version } });
  });
}

function tell(
  ctx: Context,
  scope: SystemScope,
  kind: string,
  subjectId: string,
  data: object,
): Promise<void> {
  return ctx.db.write((tx) =>
    appendEvent(ctx, tx, scope, { kind, subjectType: 'intervention', subjectId, data }),
  );
}

/** Holds the job while pictures are drawn; rejects when another worker has it. */
function keeping(ctx: Context, lease: Lease): () => Promise<void> {
  let since = ctx.clock.now();
  return async () => {
    const now = ctx.clock.now();
    if (now - since < holdAnew) return;
    since = now;
    if (!(await ctx.db.write((tx) => lease.renew(tx)))) throw new Error('Another worker makes this report');
  };
}

function makeOf(version: number, madeAt: EpochSeconds, { content, zone }: GatheredReport): ReportMake {
  return { version, madeAt, when: spokenMoment(madeAt, zone, content.language) };
}

async function keep(
  ctx: Context,
  scope: SystemScope,
  { interventionId, workStepId }: Pick<ReportJob, 'interventionId' | 'workStepId'>,
  gathered: GatheredReport,
  { version, madeAt }: Pick<ReportMake, 'version' | 'madeAt'>,
  file: SpooledFile,
): Promise<void> {
  const { businessUnitId } = scope;
  const { content, revision, zone } = gathered;
  const hash = await hashOf(file);
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
    const mail = await queueReportMail(ctx, tx, scope, visit, gathered, { id: fileId, size: file.size });
    const report = { id: ctx.ids.newId(), businessUnitId, interventionId, version, workStepId, fileId };
    await insertRows(tx, 'report', [{ ...report, language, madeAt, ...mail }]);
    const about = { subjectType: 'intervention', subjectId: interventionId } as const;
    const data = { version, hash, size: file.size };
    await appendEvent(ctx, tx, scope, { kind: 'intervention.report-made', ...about, data });
    if (mail.unreached)
      await appendEvent(ctx, tx, scope, { kind: 'intervention.report-unsent', ...about, data: { version } });
  });
}
