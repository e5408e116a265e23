import { customerKinds, customerStatuses } from '../customers.ts';
import { interventionStatuses } from '../interventions.ts';
import { languages, type LocalizedText } from '../languages.ts';
import type { FactDomain, FactType } from '../rules/domain.ts';
import type { RuleValue } from '../rules/rule.ts';

/**
 * The facts that a condition of a portal action may ask about; the words for them are each application's. Beside these:
 * `form.<purpose>` (filled or not), `form.<purpose>.<code>` (a field's value) and `customer.field.<code>`.
 */
export const actionFacts = {
  status: { type: 'choice', values: interventionStatuses, optional: true },
  /** A technician and a promised time. */
  planned: { type: 'yes-no', optional: true },
  /** The customer said yes to the time that is promised now. */
  confirmed: { type: 'yes-no', optional: true },
  /** From now to the beginning of the promised time; below 0 afterwards. */
  'until-start': { type: 'duration', optional: true },
  'since-created': { type: 'duration', optional: true, least: 0 },
  'since-closed': { type: 'duration', optional: true, least: 0 },
  /** 1 Monday to 7 Sunday, on the clock of the visit; without one, of the business unit. */
  weekday: { type: 'choice', values: [1, 2, 3, 4, 5, 6, 7], optional: false },
  time: { type: 'clock', optional: false },
  result: { type: 'choice', values: ['ok', 'ko'], optional: true },
  /** How often this action was used: on this intervention, or by this customer where it stands on the home page. */
  uses: { type: 'number', optional: false, least: 0 },
  /** The id of a preset. */
  'customer.category': { type: 'choice', optional: true },
  /** In lower case. */
  'customer.tags': { type: 'text', optional: true },
  'customer.kind': { type: 'choice', values: customerKinds, optional: false },
  'customer.status': { type: 'choice', values: customerStatuses, optional: false },
  'access.language': { type: 'choice', values: languages, optional: false },
} as const satisfies Record<string, FactDomain>;
export type ActionFactName = keyof typeof actionFacts;

/** A field of a form, as conditions know it. */
export interface FormFieldFact {
  /** `form.<purpose>.<code>` */
  fact: string;
  label: LocalizedText;
  type: Exclude<FactType, 'duration'>;
  options?: { value: RuleValue; label: LocalizedText }[];
}

/** What a unit has of its own that conditions may ask about. */
export interface UnitFacts {
  categories: readonly { id: string; name: string }[];
  /** The purposes of forms there are, such as `visit`. */
  formPurposes: readonly string[];
  formFields: readonly FormFieldFact[];
}

export const noUnitFacts: UnitFacts = { categories: [], formPurposes: [], formFields: [] };

const ownField = /^customer\.field\.[\w-]{1,60}$/;

/** What a fact can be in this unit; undefined where there is none of that name (any more). */
export function actionFactDomain(unit: UnitFacts): (fact: string) => FactDomain | undefined {
  const domains = new Map<string, FactDomain>(Object.entries(actionFacts));
  domains.set('customer.category', {
    ...actionFacts['customer.category'],
    values: unit.categories.map(({ id }) => id),
  });
  for (const purpose of unit.formPurposes) domains.set(`form.${purpose}`, { type: 'filled', optional: true });
  for (const { fact, type, options } of unit.formFields)
    domains.set(fact, {
      type,
      optional: true,
      ...(options && { values: options.map(({ value }) => value) }),
    });
  return (fact) => domains.get(fact) ?? (ownField.test(fact) ? { type: 'text', optional: true } : undefined);
}
