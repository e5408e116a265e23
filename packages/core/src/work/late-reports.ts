import { findStaffUser } from '@itinera/db';
import { listFilesOf } from '@itinera/db/files';
import { findForm, findFormVersion } from '@itinera/db/forms';
import { listLateReports, type LateReport } from '@itinera/db/work';
import type { PlannedVisit } from '../availability/planned-visit.ts';
import type { Context } from '../context.ts';
import { formFiles } from '../files/own-files.ts';
import { visitRenderer } from '../forms/form-facts.ts';
import { definitionOf } from '../forms/form-page.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { lockedFields } from '../shared/forms/locked-fields.ts';
import { renderedForm } from '../shared/forms/rendered-form.ts';
import { localMinute } from '../shared/local-time.ts';
import { namedFiles } from './late-report.ts';
import type { ReadClosing } from './schema.ts';
import type { LateReportView } from './types.ts';

/** The closings of a visit that came too late, with what was entered and the photos, whatever was decided. */
export async function lateReportsOf(
  ctx: Context,
  scope: BusinessUnitScope,
  visit: PlannedVisit,
): Promise<LateReportView[]> {
  const { businessUnitId, companyId } = scope;
  const q = ctx.db.read;
  const rows = await listLateReports(q, businessUnitId, [visit.intervention.id]);
  const nameOf = async (id: string | null) =>
    id === null ? null : ((await findStaffUser(q, companyId, id))?.name ?? null);
  const views: LateReportView[] = [];
  for (const row of rows) {
    const { id, revision, why, state, at, receivedAt, decidedAt } = row;
    const closing = reportOf(row);
    views.push({
      ...{ id, revision, why, state, at, receivedAt, decidedAt },
      canTake: state === 'open' && closing !== null && visit.intervention.status !== 'canceled',
      staffName: await nameOf(row.staffUserId),
      decidedByName: await nameOf(row.decidedBy),
      closed: closing && {
        start: localMinute(closing.startedAt, visit.part.zone),
        end: localMinute(closing.endedAt, visit.part.zone),
        result: closing.result,
        reason: closing.reason ?? null,
        comment: closing.comment,
      },
      form: closing && (await answersOf(ctx, scope, visit, closing)),
    });
  }
  return views;
}

/** The closing as it was entered; null: it was erased. */
export function reportOf({ report }: Pick<LateReport, 'report'>): ReadClosing | null {
  return report as ReadClosing | null;
}

/** What was answered to the version of the form that was filled in, in the words of whoever reads. */
async function answersOf(
  ctx: Context,
  scope: BusinessUnitScope,
  { intervention }: PlannedVisit,
  closing: ReadClosing,
): Promise<LateReportView['form']> {
  const q = ctx.db.read;
  const { businessUnitId } = scope;
  const form = await findForm(q, businessUnitId, {
    ownerId: intervention.activityTypeId,
    purpose: 'closing',
  });
  if (!form) return null;
  const then = await findFormVersion(q, form.id, closing.version);
  const whole = (then?.definition as FormDefinition | undefined) ?? (await definitionOf(q, form, 'closing'));
  const locked = new Set(lockedFields.map(({ code }) => code));
  const definition = { ...whole, fields: whole.fields.filter(({ code }) => !locked.has(code)) };
  const render = await visitRenderer(ctx, q, scope, intervention, 'reader');
  const named = new Set(Object.values(closing.answers).flatMap(namedFiles));
  const files = await listFilesOf(q, businessUnitId, [intervention.id], form.id);
  return {
    definition: renderedForm(definition, render),
    answers: closing.answers as Answers,
    files: formFiles(files.filter(({ id }) => named.has(id))),
    state: 'final',
  };
}
