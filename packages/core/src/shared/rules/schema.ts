import { z } from 'zod';
import { ruleProblems, type RuleProblem } from './problems.ts';
import type { Rule } from './rule.ts';

const remedies: Record<RuleProblem['problem'], string> = {
  'not-a-rule': 'must be all, any or not with what is below, or fact, is and values',
  'empty-group': 'must have something in it',
  'too-deep': 'stands inside too many groups',
  'too-many-parts': 'has too many parts',
  'unknown-operator': 'must compare by a known operator',
  'no-fact': 'must name a fact',
  'no-values': 'needs a value to compare with',
  'too-many-values': 'has too many values',
  'bad-value': 'has a value that is no text, number or yes/no, or is too long',
  'not-ordered': 'needs numbers, dates or times, the lower one first',
};

/**
 * A rule as somebody sent it, for a command's schema. An issue's path ends in the place within the rule, and its
 * message says the remedy. Kept apart from the other rules so that no page loads zod for it.
 */
export const ruleSchema: z.ZodType<Rule> = z.custom<Rule>().superRefine((value, ctx) => {
  for (const { path, problem } of ruleProblems(value))
    ctx.addIssue({ code: 'custom', path: [...path], message: remedies[problem] });
});
