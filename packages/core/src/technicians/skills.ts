import { insertRows, updateSkill } from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { languages } from '../shared/languages.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { tellTaken } from './outcome.ts';
import type { SaveSkillInput } from './types.ts';

const read = parseInput(
  z.object({
    skillId: z.string().optional(),
    code: z
      .string()
      .trim()
      .regex(
        /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,49}$/u,
        'must be of letters, digits, dots and dashes, 50 at most',
      ),
    name: z
      .partialRecord(
        z.enum(languages, `must be one of ${languages.join(', ')}`),
        z.string().trim().max(100, 'must have at most 100 characters'),
      )
      .transform((texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')))
      .refine((texts) => Object.keys(texts).length > 0, 'must be given in one language at least'),
  }),
);

/**
 * Makes a skill of the company, or renames one (CAD-PL-18): types of work ask for it, technicians have it with a level.
 * @throws ItineraError `invalid` (`code` is `taken`), `not-found`, `not-allowed` (`role`).
 */
export async function saveSkill(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveSkillInput,
): Promise<{ skillId: string }> {
  const { skillId = ctx.ids.newId(), code, name } = read(input);
  requireIds({ skillId });
  const { companyId } = scope;
  const saved = ctx.db.write(async (tx) => {
    if (input.skillId === undefined) await insertRows(tx, 'skill', [{ id: skillId, companyId, code, name }]);
    else if (!(await updateSkill(tx, companyId, skillId, { code, name }))) throw notFound('skillId');
    await appendEvent(ctx, tx, scope, {
      kind: 'skill.saved',
      subjectType: 'skill',
      subjectId: skillId,
      data: { code, name },
    });
    return { skillId };
  });
  return saved.catch(tellTaken);
}
