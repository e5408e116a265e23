import type { FormField } from './definition.ts';
import { fieldsUnder } from './check-references.ts';
import type { FormProblem } from './form-problem.ts';

/**
 * Fields that hang on themselves, directly or by others: each circle once, at the field of it that stands first, with its codes in
 * order. Depth first with three colours; every field and reference is walked once.
 */
export function checkCircles(fields: readonly FormField[]): FormProblem[] {
  const places = new Map(fields.map(({ code }, index) => [code, index]));
  const state = new Map<string, 'open' | 'done'>();
  const problems: FormProblem[] = [];
  for (const { code } of fields) walk(code);
  return problems;

  /** With a stack of its own: a chain may be as long as a form. */
  function walk(first: string): void {
    const path: { code: string; left: string[] }[] = [];
    const enter = (code: string): void => {
      const field = fields[places.get(code) ?? -1];
      if (!field || state.get(code) === 'done') return;
      if (state.get(code) === 'open')
        return note(
          path.map((step) => step.code),
          code,
        );
      state.set(code, 'open');
      path.push({ code, left: fieldsUnder(field) });
    };
    enter(first);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.shift();
      if (next !== undefined) enter(next);
      else state.set(path.pop()!.code, 'done');
    }
  }

  function note(path: readonly string[], again: string): void {
    const names = path.slice(path.indexOf(again));
    const field = Math.min(...names.map((code) => places.get(code) ?? 0));
    problems.push({ field, part: 'condition', problem: 'circle', names: [...names, again] });
  }
}
