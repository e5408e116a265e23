import { m } from '#words';
import type { Clause, Language, Rule, UnitFacts } from '@itinera/core/shared';
import { factName, operatorName, valueText } from './fact-words.ts';

/** A rule as a sentence in the reader's language; null, where nothing is asked: always. */
export function ruleText(rule: Rule | null, unit: UnitFacts, language: Language): string {
  return rule === null ? m.actions_always() : partText(rule, unit, language, true);
}

function partText(rule: Rule, unit: UnitFacts, language: Language, outermost = false): string {
  if ('fact' in rule) return clauseText(rule, unit, language);
  if ('not' in rule) return m.actions_not({ what: partText(rule.not, unit, language) });
  const [parts, word] = 'all' in rule ? [rule.all, m.actions_and()] : [rule.any, m.actions_or()];
  const joined = parts.map((part) => partText(part, unit, language)).join(` ${word} `);
  return outermost || parts.length === 1 ? joined : `(${joined})`;
}

/** One condition as a sentence. */
export function clauseText({ fact, is, values }: Clause, unit: UnitFacts, language: Language): string {
  const [first = '', second = ''] = values.map((value) => valueText(fact, value, unit, language));
  const given =
    is === 'between'
      ? m.actions_from_to({ from: first, to: second })
      : is === 'one-of' || is === 'not-one-of'
        ? values.map((value) => `“${valueText(fact, value, unit, language)}”`).join(', ') || '…'
        : first || (is === 'filled' || is === 'not-filled' ? '' : '…');
  return `${factName(fact, unit, language)} ${operatorName(is)} ${given}`.trim();
}
