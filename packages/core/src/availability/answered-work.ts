import { findForm, findFormVersion, findSubmission, listSkills, type Queries } from '@itinera/db';
import type { Answers } from '../shared/forms/answers.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import { effectsOf } from '../shared/forms/effects.ts';
import type { Seconds } from '../shared/units.ts';

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
  { companyId, businessUnitId }: { companyId: string; businessUnitId: string },
  { activityTypeId, interventionId }: { activityTypeId: string; interventionId: string },
): Promise<AnsweredWork> {
  const form = await findForm(q, businessUnitId, { ownerId: activityTypeId, purpose: 'activity' });
  if (!form) return nothingSaid;
  const submission = await findSubmission(q, businessUnitId, form.id, interventionId);
  if (submission?.state !== 'final' || submission.erasedAt !== null) return nothingSaid;
  const version = await findFormVersion(q, form.id, submission.version);
  if (!version) return nothingSaid;
  const { duration, skills } = effectsOf(version.definition as FormDefinition, submission.answers as Answers);
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
