import type { InterventionSummary, Queries } from '@itinera/db';
import { listAnsweredForms, type AnsweredForm } from '@itinera/db/forms';
import { listReports } from '@itinera/db/work';
import { contentOf } from '../files/content.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { isLocked } from '../shared/forms/locked-fields.ts';
import { isLanguage } from '../shared/languages.ts';
import type { ApiReport, ApiReportFile } from './api-types.ts';

/** Versions of a report that an answer holds, the newest first; the bytes of all of them together. */
const mostVersions = 5;
const mostBytes = 10 * 1024 * 1024;

/** What closed work was closed with (CAD-RE-07), by the ids of interventions; of other work there is nothing. */
export async function reportsOfWork(
  q: Queries,
  businessUnitId: string,
  rows: readonly InterventionSummary[],
): Promise<Map<string, ApiReport>> {
  const closed = rows.filter(({ intervention }) => intervention.status === 'terminated');
  const ids = closed.map(({ intervention }) => intervention.id);
  const forms = ids.length > 0 ? await listAnsweredForms(q, businessUnitId, ids) : [];
  const answered = new Map(
    forms.filter(({ purpose }) => purpose === 'closing').map((form) => [form.interventionId, form]),
  );
  return new Map(
    closed.map(({ intervention: { id, closedAt, resultReason, result, actualStart, actualEnd } }) => [
      id,
      {
        reportedAt: closedAt,
        comment: resultReason ?? '',
        status: result,
        startAt: actualStart,
        endAt: actualEnd,
        customFields: customFields(answered.get(id)),
      },
    ]),
  );
}

/** Answers to the closing form by their codes, without what stands beside them and what nobody is shown. */
function customFields(form: AnsweredForm | undefined): Answers {
  const definition = form?.definition as FormDefinition | undefined;
  const shown = new Set(
    definition?.fields
      .filter(({ type, code }) => type !== 'computed' && !isLocked('closing', code))
      .map(({ code }) => code),
  );
  const answers = (form?.answers ?? {}) as Answers;
  return Object.fromEntries(Object.entries(answers).filter(([code]) => shown.has(code)));
}

/** The versions of a report with their bytes; of what would be too much for an answer without them. */
export async function reportFiles(
  q: Queries,
  businessUnitId: string,
  interventionId: string,
): Promise<ApiReportFile[]> {
  const kept = (await listReports(q, businessUnitId, interventionId)).reverse().slice(0, mostVersions);
  const files: ApiReportFile[] = [];
  let room = mostBytes;
  for (const { report, file } of kept) {
    const fits = file.size <= room;
    if (fits) room -= file.size;
    files.push({
      name: file.name,
      version: report.version,
      language: isLanguage(report.language) ? report.language : 'en',
      madeAt: report.madeAt,
      hash: file.hash,
      size: file.size,
      content: fits ? await base64Of(q, file.id) : null,
    });
  }
  return files;
}

async function base64Of(q: Queries, fileId: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of contentOf(q, fileId)) pieces.push(piece);
  return Buffer.concat(pieces).toString('base64');
}
