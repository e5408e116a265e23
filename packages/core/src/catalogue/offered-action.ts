import type { ActivityType, Customer, PortalAction } from '@itinera/db';
import type { Language } from '../shared/languages.ts';
import type { ActionVerdict, PortalActionKind } from '../shared/interventions.ts';
import { actionVerdict } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { configured, situationOf, type ActionBackground, type JudgedVisit } from './action-background.ts';

/** For whom, on what and when the actions of one kind are judged. */
export interface ActionQuestion {
  now: EpochSeconds;
  /** Every layer above says yes. */
  shown: boolean;
  type: Pick<ActivityType, 'id' | 'maximumReschedules'> | undefined;
  customer: Customer;
  /** null: on the home page. */
  visit: JudgedVisit | null;
  language: Language;
  unitZone: string;
}

/**
 * The action of a kind that a customer gets: of several of a type the first one, in staff's order, that is offered; where
 * none is, the verdict on the first one. null: none is configured. What is broken is as if it were not there.
 */
export function offeredAction(
  kind: PortalActionKind,
  actions: readonly PortalAction[],
  background: ActionBackground,
  question: ActionQuestion,
): { action: PortalAction | null; verdict: ActionVerdict } {
  const judged = actions
    .filter((action) => action.kind === kind && action.activityTypeId === question.type?.id)
    .map((action) => ({ action, verdict: verdictOn(action, background, question) }));
  const [first] = judged;
  if (first === undefined) return { action: null, verdict: notConfigured };
  const { action, verdict } = judged.find((one) => one.verdict.available) ?? first;
  const broken = !verdict.available && verdict.reason === 'broken';
  return { action, verdict: broken ? notConfigured : verdict };
}

const notConfigured: ActionVerdict = { available: false, reason: 'not-configured' };

function verdictOn(
  action: PortalAction,
  background: ActionBackground,
  { now, shown, type, visit, ...about }: ActionQuestion,
): ActionVerdict {
  return actionVerdict(action.kind, {
    now,
    shown,
    action: configured(action, background.factsOf(action.activityTypeId)),
    visit: visit && {
      status: visit.intervention.status,
      promiseStart: visit.promiseStart,
      rescheduleCount: visit.intervention.rescheduleCount,
      maximumReschedules: type?.maximumReschedules ?? null,
    },
    situation: situationOf(background, action, { ...about, visit }),
  });
}
