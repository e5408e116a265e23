import { findSubmission, listSkills, type Queries } from '@itinera/db';
import { findForm, findFormVersion } from '@itinera/db/forms';
import type { AccessScope } from '../scopes.ts';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { effectsOf } from '../shared/forms/effects.ts';
import type { Seconds } from '../shared/units.ts';
import { loadBookingQuestions } from './booking-questions.ts';

/** What the answers about a visit say of the work. */
export interface AnsweredWork {
  /** null: nothing. */
  duration: Seconds | null;
  /** Skill code -> least level. */
  skills: Record<string, number>;
}

const nothingSaid: AnsweredWork = { duration: null, skills: {} };

/** How long a visit takes and what it needs by the activity form that was sent for it; drafts say nothing. */
export async function answeredWork(
  q: Queries,
  scope: { companyId: string; businessUnitId: string },
  { activityTypeId, interventionId }: { activityTypeId: string; interventionId: string },
): Promise<AnsweredWork> {
  const { businessUnitId } = scope;
  const form = await findForm(q, businessUnitId, { ownerId: activityTypeId, purpose: 'activity' });
  if (!form) return nothingSaid;
  const submission = await findSubmission(q, businessUnitId, form.id, interventionId);
  if (submission?.state !== 'final' || submission.erasedAt !== null) return nothingSaid;
  const version = await findFormVersion(q, form.id, submission.version);
  if (!version) return nothingSaid;
  return workOf(q, scope, version.definition as FormDefinition, submission.answers as Answers);
}

/** What work that is about to be booked is by its person's answers; what keeps it from being booked, if anything. */
export async function workToBook(
  q: Queries,
  scope: AccessScope,
  of: { activityTypeId: string; addressId: string },
): Promise<AnsweredWork & { unanswered: 'missing' | 'changed' | null }> {
  const asked = await loadBookingQuestions(q, scope, of);
  if (asked?.state === 'given')
    return { ...(await workOf(q, scope, asked.definition, asked.row.answers as Answers)), unanswered: null };
  const unanswered = asked === null || asked.state === 'open' ? null : asked.state;
  return { ...nothingSaid, unanswered };
}

async function workOf(
  q: Queries,
  { companyId }: { companyId: string },
  definition: FormDefinition,
  answers: Answers,
): Promise<AnsweredWork> {
  const { duration, skills } = effectsOf(definition, answers);
  const codes = new Map(
    skills.length === 0 ? [] : (await listSkills(q, companyId)).map(({ id, code }) => [id, code]),
  );
  return {
    duration,
    skills: Object.fromEntries(
      skills.flatMap(({ skillId, level }) => {
        const code = codes.get(skillId);
        return code === undefined ? [] : [[code, level]];
      }),
    ),
  };
}
