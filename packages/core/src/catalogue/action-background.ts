import {
  listActionUses,
  listPresets,
  listTags,
  type ActionUses,
  type Customer,
  type CustomerTag,
  type Intervention,
  type PortalAction,
  type Queries,
} from '@itinera/db';
import { actionFactDomain, noUnitFacts, type UnitFacts } from '../shared/action-facts/facts.ts';
import type { ActionSituation } from '../shared/action-facts/read-facts.ts';
import type { Language } from '../shared/languages.ts';
import type { ConfiguredAction } from '../shared/portal-actions.ts';
import { ruleFaults, type RuleFault } from '../shared/rules/broken.ts';
import type { Rule } from '../shared/rules/rule.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** What conditions of actions ask about beyond the intervention and the customer, loaded once for a page. */
export interface ActionBackground {
  unitFacts: UnitFacts;
  tags: readonly CustomerTag[];
  uses: readonly ActionUses[];
}

/** For a page whose actions have no conditions, or that has none. */
export const nothingAsked: ActionBackground = { unitFacts: noUnitFacts, tags: [], uses: [] };

/** What the unit has of its own that conditions may ask about. */
export async function loadUnitFacts(q: Queries, businessUnitId: string): Promise<UnitFacts> {
  const presets = await listPresets(q, businessUnitId);
  return {
    ...noUnitFacts,
    categories: presets.filter(({ list }) => list === 'category').map(({ id, name }) => ({ id, name })),
  };
}

/** Reads the background of these actions for these interventions and customers; nothing where nothing is asked. */
export async function loadActionBackground(
  q: Queries,
  businessUnitId: string,
  actions: readonly PortalAction[],
  of: { interventionIds: readonly string[]; customerIds: readonly string[] },
): Promise<ActionBackground> {
  if (actions.every(({ conditions }) => conditions === null)) return nothingAsked;
  return {
    unitFacts: await loadUnitFacts(q, businessUnitId),
    tags: await listTags(q, businessUnitId, of.customerIds),
    uses: await listActionUses(q, businessUnitId, of),
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
  { tags, uses }: ActionBackground,
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
    forms: {},
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
