import {
  listActionUses,
  listPresets,
  listTags,
  type ActionUses,
  type Customer,
  type CustomerTag,
  type Intervention,
  type Preset,
  type PortalAction,
  type Queries,
  type InterventionSummary,
} from '@itinera/db';
import { listFinalAnswers, listTypeForms, type TypeForm } from '@itinera/db/forms';
import { actionFactDomain, noUnitFacts, type UnitFacts } from '../shared/action-facts/facts.ts';
import { answerFacts, formFieldFacts } from '../shared/action-facts/form-facts.ts';
import type { ActionSituation } from '../shared/action-facts/read-facts.ts';
import type { FormDefinition } from '../shared/forms/definition.ts';
import type { Language } from '../shared/languages.ts';
import type { ConfiguredAction } from '../shared/portal-actions.ts';
import { ruleFaults, type RuleFault } from '../shared/rules/broken.ts';
import type { Rule } from '../shared/rules/rule.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { FormStates } from './form-states.ts';

/** What conditions of actions ask about beyond the intervention and the customer, loaded once for a page. */
export interface ActionBackground {
  /** What the unit has of its own, with the forms of a type. */
  factsOf(activityTypeId: string): UnitFacts;
  tags: readonly CustomerTag[];
  uses: readonly ActionUses[];
  /** Answers by intervention, purpose and code. */
  answers: ReadonlyMap<string, ActionSituation['forms']>;
  /** Of actions that ask a form; absent: nothing is known of forms. */
  forms?: FormStates | undefined;
  /** What contains the interventions of a page, by id; absent: nothing is known of it. */
  parents?: ReadonlyMap<string, InterventionSummary>;
}

/** For a page whose actions have no conditions, or that has none. */
export const nothingAsked: ActionBackground = {
  factsOf: () => noUnitFacts,
  tags: [],
  uses: [],
  answers: new Map(),
};

/** What a unit, and an activity type of it, have of their own that conditions may ask about. */
export async function loadUnitFacts(
  q: Queries,
  businessUnitId: string,
  activityTypeId: string,
): Promise<UnitFacts> {
  return unitFactsOf(
    await listPresets(q, businessUnitId),
    await listTypeForms(q, businessUnitId, activityTypeId),
  );
}

function unitFactsOf(presets: readonly Preset[], forms: readonly TypeForm[]): UnitFacts {
  return {
    categories: presets.filter(({ list }) => list === 'category').map(({ id, name }) => ({ id, name })),
    formPurposes: forms.map(({ purpose }) => purpose),
    formFields: forms.flatMap(({ purpose, definition }) =>
      formFieldFacts(purpose, definition as FormDefinition),
    ),
  };
}

/** Reads the background of these actions for these interventions and customers; nothing where nothing is asked. */
export async function loadActionBackground(
  q: Queries,
  businessUnitId: string,
  actions: readonly Pick<PortalAction, 'conditions'>[],
  of: { interventionIds: readonly string[]; customerIds: readonly string[] },
): Promise<ActionBackground> {
  if (actions.every(({ conditions }) => conditions === null)) return nothingAsked;
  const asksForms = actions.some(({ conditions }) => JSON.stringify(conditions).includes('"form.'));
  const presets = await listPresets(q, businessUnitId);
  const forms = asksForms ? await listTypeForms(q, businessUnitId) : [];
  const answers = asksForms ? await listFinalAnswers(q, businessUnitId, of.interventionIds) : [];
  const byType = Map.groupBy(forms, ({ activityTypeId }) => activityTypeId);
  const byVisit = Map.groupBy(answers, ({ interventionId }) => interventionId);
  const facts = new Map<string, UnitFacts>();
  return {
    factsOf(activityTypeId) {
      const known = facts.get(activityTypeId) ?? unitFactsOf(presets, byType.get(activityTypeId) ?? []);
      facts.set(activityTypeId, known);
      return known;
    },
    tags: await listTags(q, businessUnitId, of.customerIds),
    uses: await listActionUses(q, businessUnitId, of),
    answers: new Map(
      Array.from(byVisit, ([id, given]) => [
        id,
        Object.fromEntries(given.map((one) => [one.purpose, answerFacts(one.answers)])),
      ]),
    ),
  };
}

/** The intervention an action is judged on, with the start that is promised and its clock. */
export interface JudgedVisit {
  intervention: Intervention;
  /** null while it is not planned. */
  promiseStart: EpochSeconds | null;
  zone: string;
}

/** What the conditions of one action ask about, for one customer and on one intervention, or on the home page. */
export function situationOf(
  { tags, uses, answers }: ActionBackground,
  action: Pick<PortalAction, 'id'>,
  about: { visit: JudgedVisit | null; customer: Customer; language: Language; unitZone: string },
): ActionSituation {
  const { visit, customer, language, unitZone } = about;
  const used = uses.find(
    (one) =>
      one.portalActionId === action.id &&
      (visit ? one.interventionId === visit.intervention.id : one.interventionId === null) &&
      one.customerId === customer.id,
  );
  return {
    zone: visit?.zone ?? unitZone,
    visit: visit && {
      status: visit.intervention.status,
      promiseStart: visit.promiseStart,
      confirmed: visit.intervention.confirmedAt !== null,
      createdAt: visit.intervention.createdAt,
      closedAt: visit.intervention.closedAt,
      result: visit.intervention.result,
    },
    customer: {
      kind: customer.kind,
      status: customer.status,
      categoryId: customer.categoryId,
      tags: tags.filter(({ customerId }) => customerId === customer.id).map(({ key }) => key),
      fields: customer.customFields ?? {},
    },
    language,
    forms: (visit && answers.get(visit.intervention.id)) ?? {},
    uses: used?.uses ?? 0,
  };
}

/** Why stored conditions cannot be judged (any more); none: they can. */
export function faultsOf(
  { conditions }: Pick<PortalAction, 'conditions'>,
  unitFacts: UnitFacts,
): RuleFault[] {
  return conditions === null ? [] : ruleFaults(conditions, actionFactDomain(unitFacts));
}

/** An action as the verdict takes it; conditions that cannot be judged make it broken, never a failure. */
export function configured(action: PortalAction, unitFacts: UnitFacts): ConfiguredAction {
  const { enabled, minimumNotice, conditions, limits } = action;
  const broken = faultsOf(action, unitFacts).length > 0;
  return {
    enabled,
    minimumNotice,
    conditions: broken ? 'broken' : (conditions as Rule | null),
    maximumReschedules: limits?.maximumReschedules ?? null,
  };
}
