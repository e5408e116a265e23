import {
  deleteDoneJobs,
  deleteOldAttemptLimits,
  deleteOldChallenges,
  deleteOldIdempotencyKeys,
  deleteOldPortalSessions,
  deleteOldPreviews,
  deleteOldSignInIdentifiers,
  deleteOldStaffInvitations,
  deleteOldSmsDays,
  deleteOldSpentChallenges,
  deleteOldStaffSessions,
  deleteStaleHoldsOfAllUnits,
  voidExpiredChallenges,
} from '@itinera/db';
import { deleteOldBookingAnswers } from '@itinera/db/forms';
import { deleteOldApiCalls } from '@itinera/db/api-keys';
import { deleteWaitingFiles } from '@itinera/db/files';
import { deleteImportFile, forgetBeforeImports, listOldImportFiles, updateImport } from '@itinera/db/imports';
import type { Context } from '../context.ts';
import { keptFile, undoable } from '../imports/limits.ts';
import { localDate } from '../shared/local-time.ts';
import type { Seconds } from '../shared/units.ts';
import { longestOffline } from '../shared/work.ts';

const hour: Seconds = 3600;
const day: Seconds = 24 * hour;

/**
 * How long rows stay after they are of no more use. Challenges are counted for a day; an idempotency key answers a
 * replay for a week; an expired hold can be taken again for a day, and what was answered about it, or a file that nothing names, stays as long, staff's as
 * long as a phone may be without a network; failures of an identifier and counts of text
 * messages are kept for 400 days.
 */
const kept = {
  challenges: 2 * day,
  spent: 2 * day,
  limits: 2 * day,
  identifiers: 400 * day,
  sessions: 7 * day,
  invitations: 30 * day,
  devices: 400 * day,
  counts: 400 * day,
  keys: 7 * day,
  jobs: 7 * day,
  apiCalls: 30 * day,
  holds: day,
  answers: day,
  files: day,
  staffFiles: longestOffline,
};
const atOnce = 500;
const filesAtOnce = 50;

/** Forgets what time has made useless. Nothing depends on it: every read looks at the time itself. */
export async function tidy(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.write((tx) => voidExpiredChallenges(tx, now));
  await ctx.db.write(async (tx) => {
    await deleteOldChallenges(tx, now - kept.challenges);
    await deleteOldAttemptLimits(tx, { idle: now - kept.limits, failed: now - kept.identifiers });
    await deleteOldSignInIdentifiers(tx, now - kept.identifiers);
    await deleteOldPortalSessions(tx, { sessions: now - kept.sessions, devices: now - kept.devices });
    await deleteOldPreviews(tx, now - kept.sessions);
    await deleteOldStaffSessions(tx, now - kept.sessions);
    await deleteOldStaffInvitations(tx, now - kept.invitations);
    await deleteOldSpentChallenges(tx, now - kept.spent);
    await deleteOldIdempotencyKeys(tx, now - kept.keys);
    await deleteOldSmsDays(tx, localDate(now - kept.counts, 'UTC'));
    await deleteDoneJobs(tx, now - kept.jobs);
    await deleteOldApiCalls(tx, now - kept.apiCalls);
  });
  await ctx.db.write((tx) => forgetBeforeImports(tx, now - undoable));
  for (const id of await listOldImportFiles(ctx.db.read, now - keptFile))
    await ctx.db.write(async (tx) => {
      await deleteImportFile(tx, [id]);
      await updateImport(tx, id, { layout: null, state: 'canceled' });
    });
  const waiting = { before: now - kept.files, beforeOfStaff: now - kept.staffFiles };
  for (let gone = filesAtOnce; gone === filesAtOnce;)
    gone = await ctx.db.write((tx) => deleteWaitingFiles(tx, waiting, filesAtOnce));
  await ctx.db.write((tx) => deleteStaleHoldsOfAllUnits(tx, now - kept.holds, atOnce));
  await ctx.db.write((tx) => deleteOldBookingAnswers(tx, now - kept.answers, atOnce));
}
