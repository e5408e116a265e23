import { amountOf, secondsOf } from './amount.ts';
import type { Answers } from './answers.ts';
import type { FormDefinition } from './definition.ts';
import { readForm } from './read-form.ts';

/** What answers say of the work. */
export interface AnswerEffects {
  /** Seconds at the door; null: as long as its type says. */
  duration: number | null;
  /** Beyond what its type asks for: the highest level of each. */
  skills: { skillId: string; level: number }[];
}

/** What these answers mean for the work: how long it takes and what it needs ("radiators × 15 min + 30"). */
export function effectsOf(definition: FormDefinition, answers: Readonly<Answers>): AnswerEffects {
  const { answer } = readForm(definition, answers);
  const levels = new Map<string, number>();
  for (const { field, is, skillId, level } of definition.skills) {
    const value = answer(field);
    const given: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (given.includes(is)) levels.set(skillId, Math.max(level, levels.get(skillId) ?? 0));
  }
  return {
    duration: definition.duration === null ? null : secondsOf(amountOf(definition.duration, answer)),
    skills: Array.from(levels, ([skillId, level]) => ({ skillId, level })),
  };
}
