import {
  operatorsOf,
  type Clause,
  type FactDomain,
  type Operator,
  type Rule,
  type RulePath,
  type RuleValue,
} from '@itinera/core/shared';

/** A condition as its form holds it; `not`: the opposite of it is asked. */
export interface ClauseDraft {
  key: number;
  not: boolean;
  fact: string;
  is: Operator;
  /** Of choices; of everything else what is typed stands in `texts`. */
  values: RuleValue[];
  texts: [string, string];
  unit: TimeUnit;
}

export interface GroupDraft {
  key: number;
  not: boolean;
  join: 'all' | 'any';
  parts: PartDraft[];
}

export type PartDraft = ClauseDraft | GroupDraft;

/** How a duration is typed, in seconds. */
export const timeUnits = { minutes: 60, hours: 3600, days: 86_400 } as const;
export type TimeUnit = keyof typeof timeUnits;

let keys = 0;

export function isGroup(part: PartDraft): part is GroupDraft {
  return 'join' in part;
}

export function newGroup(): GroupDraft {
  return { key: (keys += 1), not: false, join: 'any', parts: [] };
}

/** A condition about a fact, with its usual comparison and nothing chosen yet. */
export function newClause(fact: string, domain: FactDomain): ClauseDraft {
  const [is = 'one-of'] = operatorsOf(domain);
  const unit = domain.type === 'duration' ? 'hours' : 'minutes';
  return { key: (keys += 1), not: false, fact, is, values: [], texts: ['', ''], unit };
}

/** The draft of conditions; the outermost is always a group. */
export function ruleDraft(rule: Rule | null): GroupDraft {
  if (rule === null) return { ...newGroup(), join: 'all' };
  const part = partDraft(rule, false);
  return isGroup(part) && !part.not ? part : { ...newGroup(), join: 'all', parts: [part] };
}

function partDraft(rule: Rule, not: boolean): PartDraft {
  if ('not' in rule) return partDraft(rule.not, !not);
  if ('fact' in rule) return clauseDraft(rule, not);
  const [join, parts] = 'all' in rule ? (['all', rule.all] as const) : (['any', rule.any] as const);
  return { key: (keys += 1), not, join, parts: parts.map((part) => partDraft(part, false)) };
}

function clauseDraft({ fact, is, values }: Clause, not: boolean): ClauseDraft {
  const numbers = values.filter((value) => typeof value === 'number');
  const unit = unitOf(numbers);
  const isDuration = durations.includes(fact);
  const text = (value: RuleValue | undefined): string =>
    value === undefined
      ? ''
      : typeof value === 'number' && isDuration
        ? String(value / timeUnits[unit])
        : String(value);
  const texts: [string, string] =
    is === 'one-of' || is === 'not-one-of' ? [values.join(', '), ''] : [text(values[0]), text(values[1])];
  return { key: (keys += 1), not, fact, is, values: [...values], texts, unit };
}

const durations = ['until-start', 'since-created', 'since-closed'];

/** The largest unit in which all are whole. */
function unitOf(seconds: readonly number[]): TimeUnit {
  const fits = (unit: TimeUnit): boolean => seconds.every((value) => value % timeUnits[unit] === 0);
  return fits('days') && seconds.some((value) => value !== 0) ? 'days' : fits('hours') ? 'hours' : 'minutes';
}

/** The rule of a draft; null where nothing is asked. What is not filled in stays in it, for the editor to say so. */
export function ruleOf(group: GroupDraft, domainOf: (fact: string) => FactDomain | undefined): Rule | null {
  return group.parts.length === 0 ? null : partRule(group, domainOf);
}

function partRule(part: PartDraft, domainOf: (fact: string) => FactDomain | undefined): Rule {
  const rule: Rule = isGroup(part) ? groupRule(part, domainOf) : clauseRule(part, domainOf(part.fact));
  return part.not ? { not: rule } : rule;
}

function groupRule({ join, parts }: GroupDraft, domainOf: (fact: string) => FactDomain | undefined): Rule {
  const rules = parts.map((part) => partRule(part, domainOf));
  return join === 'all' ? { all: rules } : { any: rules };
}

function clauseRule({ fact, is, values, texts, unit }: ClauseDraft, domain: FactDomain | undefined): Clause {
  if (is === 'filled' || is === 'not-filled') return { fact, is, values: [] };
  if (!domain || domain.type === 'choice' || domain.type === 'choices' || domain.type === 'yes-no')
    return { fact, is, values };
  const typed =
    is === 'one-of' || is === 'not-one-of' ? texts[0].split(',') : texts.slice(0, is === 'between' ? 2 : 1);
  const given = typed.map((text) => text.trim()).filter((text) => text !== '');
  if (domain.type !== 'number' && domain.type !== 'duration')
    return { fact, is, values: fact === 'customer.tags' ? given.map((tag) => tag.toLowerCase()) : given };
  const factor = domain.type === 'duration' ? timeUnits[unit] : 1;
  return { fact, is, values: given.map((text) => Number(text.replace(',', '.')) * factor) };
}

/** Where a part's own rule stands, below the `not` that its opposite makes. */
export function innerPath(part: PartDraft, path: RulePath): RulePath {
  return part.not ? [...path, 0] : path;
}
