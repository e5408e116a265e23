import { readDueCalendars } from '../calendars/read-due.ts';
import { addJobs, claimJobs, endJob, renewLease, type Job, type JobEnd } from '@itinera/db';
import type { Context } from '../context.ts';
import type { Lease } from '../lease.ts';
import { giveUpImport, runImport } from '../imports/run.ts';
import { locateAddress } from '../addresses/locate.ts';
import { assignWork } from '../bookings/assign-work.ts';
import { followAddress } from '../bookings/follow-address.ts';
import type { AddressJob } from '../customers/write-address.ts';
import { systemScope } from '../system-scope.ts';
import { giveUpReport, makeReport } from '../reports/make-report.ts';
import { applyRetention } from '../personal-data/apply-retention.ts';
import type { Seconds } from '../shared/units.ts';
import { retryDelay, maximumAttempts } from './backoff.ts';
import { describeFailure } from './describe-failure.ts';
import type { DueJobs } from './due-jobs.ts';
import { giveUpMessage, sendMessage } from './send-message.ts';
import { tidy } from './tidy.ts';

/**
 * How one kind of job is done. `every`: it comes back after so many seconds, and is never given up. `long`: it takes
 * longer than a mail may wait, so it has a worker's loop of its own; `later` gives it back unfinished.
 */
interface JobKind {
  run(ctx: Context, payload: unknown, lease: Lease): Promise<'later' | void>;
  long?: boolean;
  giveUp?: (ctx: Context, payload: unknown) => Promise<void>;
  every?: Seconds;
}

const kinds: Record<string, JobKind> = {
  'send-message': { run: sendMessage, giveUp: giveUpMessage },
  'locate-address': { run: locateAddressLater },
  'follow-address': { run: followAddressLater },
  'make-report': { run: makeReport, giveUp: giveUpReport, long: true },
  tidy: { run: tidy, every: 60 },
  'run-import': { run: runImport, giveUp: giveUpImport, long: true },
  'apply-retention': { run: applyRetention, every: 3600 },
  'assign-work': { run: assignWork, every: 10 },
  'read-calendars': { run: readDueCalendars, every: 60 },
};
const jobsAtOnce = 10;
/** Longer than a job can take without renewing it: when it is over, the job's process is taken for dead and another does it. */
const lease: Seconds = 300;

/**
 * Claims what is due, of every business unit, and runs it; returns how many jobs it ran. A job that fails is tried again
 * after a growing delay, 20 times in all. Any number of processes may call this together.
 */
export async function runDue(ctx: Context, owner: string, { only, stopping }: DueJobs = {}): Promise<number> {
  const now = ctx.clock.now();
  const wanted = Object.entries(kinds).filter(
    ([, { long = false }]) => only === undefined || (only === 'long') === long,
  );
  const limit = only === 'long' ? 1 : jobsAtOnce;
  const jobs = await ctx.db.write((tx) =>
    claimJobs(tx, { owner, now, leaseUntil: now + lease, limit, kinds: wanted.map(([name]) => name) }),
  );
  await Promise.all(jobs.map((job) => runJob(ctx, owner, job, stopping)));
  return jobs.length;
}

/** Puts the jobs that come back into the store, once for all processes. */
export async function startRecurringJobs(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const recurring = Object.entries(kinds).filter(([, { every }]) => every !== undefined);
  const jobs = recurring.map(([kind]) => {
    return { id: ctx.ids.newId(), kind, payload: {}, runAt: now, dedupeKey: `every:${kind}`, createdAt: now };
  });
  await ctx.db.write((tx) => addJobs(tx, jobs));
}

async function runJob(
  ctx: Context,
  owner: string,
  job: Job,
  stopping: AbortSignal | undefined,
): Promise<void> {
  const kind = kinds[job.kind];
  if (!kind) return;
  let end: JobEnd;
  try {
    const renew: Lease['renew'] = (tx) => renewLease(tx, job.id, owner, ctx.clock.now() + lease);
    const ended = await kind.run(ctx, job.payload, { renew, stopping });
    const at = ctx.clock.now();
    if (ended === 'later') end = { state: 'again', runAt: at };
    else end = kind.every === undefined ? { state: 'done', at } : { state: 'again', runAt: at + kind.every };
  } catch (error) {
    end = await afterFailure(ctx, kind, job, describeFailure(error));
  }
  await ctx.db.write((tx) => endJob(tx, job.id, owner, end));
}

async function afterFailure(ctx: Context, kind: JobKind, job: Job, error: string): Promise<JobEnd> {
  const at = ctx.clock.now();
  const details = { job: job.id, kind: job.kind, attempt: job.attempts, error };
  if (job.attempts < maximumAttempts || kind.every !== undefined) {
    const runAt = at + retryDelay(job.attempts);
    ctx.logger.warn({ ...details, runAt }, 'job failed, it will be tried again');
    return { state: 'retry', runAt, error };
  }
  ctx.logger.error(details, 'job failed for the last time');
  await kind.giveUp?.(ctx, job.payload);
  return { state: 'dead', at, error };
}

async function locateAddressLater(ctx: Context, payload: unknown): Promise<void> {
  const job = payload as AddressJob;
  await locateAddress(ctx, systemScope(job), job.addressId);
}

async function followAddressLater(ctx: Context, payload: unknown): Promise<void> {
  const job = payload as AddressJob;
  await followAddress(ctx, systemScope(job), job.addressId);
}
