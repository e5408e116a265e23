import type { ActionSettings } from '@itinera/core';
import {
  actionFactDomain,
  placesOf,
  staffNotified,
  usuallyNotified,
  type ActionIcon,
  type Language,
  type PortalActionKind,
  type ResultingStatus,
  type StaffNotified,
  type UnitFacts,
} from '@itinera/core/shared';
import { everyLanguage, numberOf, written } from '../catalogue/general-draft.ts';
import { allDays, hoursOf } from '../team/hours-draft.ts';
import { ruleDraft, ruleOf, type GroupDraft } from './rule-draft.ts';

export const actionTexts = ['label', 'description', 'confirmation'] as const;
export const numberLimits = ['horizonDays', 'minimumRelevance', 'slotsShown', 'maximumReschedules'] as const;

type Texts = Record<Language, string>;

/** An action as its form holds it: everything typed is text. */
export interface ActionDraft
  extends
    Record<(typeof actionTexts)[number], Texts>,
    Record<(typeof numberLimits)[number], string>,
    Pick<ActionSettings, 'kind' | 'enabled' | 'place' | 'tellCustomer' | 'staffConfirms'> {
  /** '': none. */
  icon: ActionIcon | '';
  /** '': it stays. */
  resultingStatus: ResultingStatus | '';
  notifyStaff: StaffNotified[];
  noticeHours: string;
  limited: boolean;
  weekly: Record<string, { from: string; to: string }[]>;
  document: Texts;
  conditions: GroupDraft;
}

/** A new action of a kind. */
export function newAction(kind: PortalActionKind): ActionSettings {
  const [place = 'intervention'] = placesOf(kind);
  return {
    kind,
    enabled: true,
    place,
    label: {},
    description: {},
    confirmation: {},
    icon: null,
    tellCustomer: true,
    notifyStaff: [...usuallyNotified(kind)],
    staffConfirms: false,
    resultingStatus: null,
    document: {},
    minimumNotice: 0,
    limits: {},
    conditions: null,
  };
}

export function actionDraft(action: ActionSettings): ActionDraft {
  const { kind, enabled, place, tellCustomer, staffConfirms, limits } = action;
  return {
    kind,
    enabled,
    place,
    icon: action.icon ?? '',
    resultingStatus: action.resultingStatus ?? '',
    tellCustomer,
    notifyStaff: [...action.notifyStaff],
    staffConfirms,
    label: everyLanguage(action.label),
    description: everyLanguage(action.description),
    confirmation: everyLanguage(action.confirmation),
    document: everyLanguage(action.document),
    noticeHours: String(action.minimumNotice / 3600),
    horizonDays: String(limits.horizonDays ?? ''),
    minimumRelevance: String(limits.minimumRelevance ?? ''),
    slotsShown: String(limits.slotsShown ?? ''),
    maximumReschedules: String(limits.maximumReschedules ?? ''),
    limited: limits.offeredHours !== undefined,
    weekly: allDays(structuredClone(limits.offeredHours ?? {})),
    conditions: ruleDraft(action.conditions),
  };
}

/** What is sent for a draft; what is no number is sent as one that is refused by its field. */
export function actionOf(draft: ActionDraft, unit: UnitFacts): ActionSettings {
  const { kind, enabled, place, tellCustomer, staffConfirms } = draft;
  const number = (text: string) => (Number.isNaN(numberOf(text)) ? -1 : numberOf(text));
  const limits = Object.fromEntries(
    numberLimits.filter((limit) => draft[limit].trim() !== '').map((limit) => [limit, number(draft[limit])]),
  );
  const { weekly } = hoursOf({ weekly: draft.weekly, seasons: [], exceptions: [] });
  return {
    kind,
    enabled,
    place,
    icon: draft.icon === '' ? null : draft.icon,
    resultingStatus: draft.resultingStatus === '' ? null : draft.resultingStatus,
    tellCustomer,
    notifyStaff: staffNotified.filter((who) => draft.notifyStaff.includes(who)),
    staffConfirms,
    label: written(draft.label),
    description: written(draft.description),
    confirmation: written(draft.confirmation),
    document: written(draft.document),
    minimumNotice: Math.round(number(draft.noticeHours) * 3600),
    limits: { ...limits, ...(draft.limited && { offeredHours: weekly }) },
    conditions: ruleOf(draft.conditions, actionFactDomain(unit)),
  };
}
