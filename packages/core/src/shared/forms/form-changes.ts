import type { FormDefinition } from './definition.ts';

/** What one version of a form has other than the one before. */
export interface FormChanges {
  /** Codes of fields. */
  added: string[];
  removed: string[];
  changed: string[];
  /** Fields that are in both stand in another order. */
  reordered: boolean;
  /** How answers decide duration and skills. */
  effects: boolean;
  /** Whether customers fill it in. */
  portal: boolean;
}

/** The difference between two versions, for people. */
export function formChanges(before: FormDefinition, after: FormDefinition): FormChanges {
  const was = new Map(before.fields.map((field) => [field.code, field]));
  const is = new Map(after.fields.map((field) => [field.code, field]));
  const kept = before.fields.map(({ code }) => code).filter((code) => is.has(code));
  const keptNow = after.fields.map(({ code }) => code).filter((code) => was.has(code));
  return {
    added: [...is.keys()].filter((code) => !was.has(code)),
    removed: [...was.keys()].filter((code) => !is.has(code)),
    changed: keptNow.filter((code) => !alike(was.get(code), is.get(code))),
    reordered: kept.join() !== keptNow.join(),
    effects: !alike([before.duration, before.skills], [after.duration, after.skills]),
    portal: before.portal !== after.portal,
  };
}

/** Whether nothing differs. */
export function isUnchanged(changes: FormChanges): boolean {
  const { added, removed, changed, reordered, effects, portal } = changes;
  return added.length + removed.length + changed.length === 0 && !reordered && !effects && !portal;
}

/** Whether two values say the same, whatever the order of their keys: PostgreSQL keeps one of its own. */
export function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
