import { m } from '#words';
import {
  actionFacts,
  isLanguage,
  localized,
  type ActionFactName,
  type FactValue,
  type InterventionStatus,
  type Language,
  type Operator,
  type RuleValue,
  type UnitFacts,
} from '@itinera/core/shared';
import { customerStatus } from '../customers/words.ts';
import { duration } from '../format/quantity.ts';
import { languageNames } from '../language-names.ts';
import { weekdayName } from '../team/words.ts';

/** The start of a fact's name that asks for a customer's own field; its code follows. */
export const ownFieldStart = 'customer.field.';

const names: Record<ActionFactName, () => string> = {
  status: m.actions_fact_status,
  planned: m.actions_fact_planned,
  confirmed: m.actions_fact_confirmed,
  'until-start': m.actions_fact_until_start,
  'since-created': m.actions_fact_since_created,
  'since-closed': m.actions_fact_since_closed,
  weekday: m.actions_fact_weekday,
  time: m.actions_fact_time,
  result: m.actions_fact_result,
  uses: m.actions_fact_uses,
  'customer.category': m.actions_fact_category,
  'customer.tags': m.actions_fact_tags,
  'customer.kind': m.actions_fact_customer_kind,
  'customer.status': m.actions_fact_customer_status,
  'access.language': m.actions_fact_language,
};

/** The facts that can be asked about, in the order they are offered in. */
export function factsOffered(unit: UnitFacts): string[] {
  const forms = unit.formPurposes.map((purpose) => `form.${purpose}`);
  return [...Object.keys(actionFacts), ...forms, ...unit.formFields.map(({ fact }) => fact), ownFieldStart];
}

/** What a fact is called; one that there is not (any more) by its code. */
export function factName(fact: string, unit: UnitFacts, language: Language): string {
  if (Object.hasOwn(names, fact)) return names[fact as ActionFactName]();
  if (fact === ownFieldStart) return m.actions_fact_own_field();
  if (fact.startsWith(ownFieldStart))
    return `${m.actions_fact_own_field()}: ${fact.slice(ownFieldStart.length)}`;
  const field = unit.formFields.find((one) => one.fact === fact);
  if (field) return localized(field.label, language) || fact;
  const [group, purpose = '', code] = fact.split('.');
  return group === 'form' && code === undefined ? m.actions_fact_form({ form: purpose }) : fact;
}

const statuses: Record<InterventionStatus, () => string> = {
  pending: m.status_pending,
  autoassign_pending: m.status_autoassign_pending,
  in_progress: m.status_in_progress,
  intermediate: m.status_intermediate,
  terminated: m.status_terminated,
  canceled: m.status_canceled,
};

const customerKindNames: Record<string, () => string> = {
  company: m.record_kind_company,
  individual: m.record_kind_individual,
  machine: m.record_kind_machine,
};

/** A value of a fact in words. */
export function valueText(fact: string, value: RuleValue, unit: UnitFacts, language: Language): string {
  if (typeof value === 'boolean') return value ? m.actions_yes() : m.actions_no();
  const text = String(value);
  switch (fact) {
    case 'status':
      return Object.hasOwn(statuses, text) ? statuses[text as InterventionStatus]() : text;
    case 'until-start':
    case 'since-created':
    case 'since-closed':
      return longDuration(Number(value));
    case 'weekday':
      return weekdayName(Number(value));
    case 'result':
      return value === 'ok' ? m.actions_result_ok() : m.actions_result_ko();
    case 'customer.category':
      return unit.categories.find(({ id }) => id === value)?.name ?? text;
    case 'customer.kind':
      return customerKindNames[text]?.() ?? text;
    case 'customer.status':
      return customerStatus(text as 'active');
    case 'access.language':
      return isLanguage(value) ? languageNames[value] : text;
  }
  const option = unit.formFields
    .find((one) => one.fact === fact)
    ?.options?.find((one) => one.value === value);
  return option ? localized(option.label, language) || text : text;
}

/** `3 d`, `26 h`, `45 min`: whole days where they are. */
function longDuration(seconds: number): string {
  if (seconds !== 0 && seconds % 86_400 === 0) return m.actions_days({ count: seconds / 86_400 });
  return duration(seconds);
}

/** What a fact was, in words. */
export function actualText(fact: string, actual: FactValue, unit: UnitFacts, language: Language): string {
  if (actual === null || actual === undefined || actual === '') return m.actions_missing();
  if (typeof actual !== 'object') return valueText(fact, actual, unit, language);
  return actual.map((one) => valueText(fact, one, unit, language)).join(', ') || m.actions_missing();
}

export function operatorName(is: Operator): string {
  const words: Record<Operator, () => string> = {
    'one-of': m.actions_is_one_of,
    'not-one-of': m.actions_is_not_one_of,
    'at-least': m.actions_is_at_least,
    'at-most': m.actions_is_at_most,
    between: m.actions_is_between,
    filled: m.actions_is_filled,
    'not-filled': m.actions_is_not_filled,
  };
  return words[is]();
}
