import type { ActivityType, Customer, PortalAction } from '@itinera/db';
import type { Language } from '../shared/languages.ts';
import type { ActionVerdict, PortalActionKind } from '../shared/interventions.ts';
import { actionVerdict } from '../shared/portal-actions.ts';
import { placesOf, type ActionPlace } from '../shared/action-facts/places.ts';
import { isExtraKind, type ExtraActionKind } from '../shared/action-settings.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { configured, situationOf, type ActionBackground, type JudgedVisit } from './action-background.ts';
import { purposeOf } from './form-states.ts';

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

/**
 * Every action that has a button of its own, in staff's order, each with its verdict (CAD-AC-01, CAD-AC-02): those of a
 * visit, or those of the home page. What is not configured, or broken, is not among them.
 */
export function offeredExtras(
  actions: readonly PortalAction[],
  background: ActionBackground,
  question: ActionQuestion,
): { action: PortalAction & { kind: ExtraActionKind }; verdict: ActionVerdict }[] {
  return actions
    .filter((action) => action.activityTypeId === question.type?.id)
    .filter((action): action is PortalAction & { kind: ExtraActionKind } => isExtraKind(action.kind))
    .filter((action) => standsAt(action, question.visit ? 'intervention' : 'home'))
    .map((action) => ({ action, verdict: verdictOn(action, background, question) }))
    .filter(({ verdict }) => verdict.available || !untold.includes(verdict.reason));
}

/** Whether an action stands at a place: its own one, or that of its kind. */
export function standsAt({ kind, place }: Pick<PortalAction, 'kind' | 'place'>, at: ActionPlace): boolean {
  const chosen = place ?? placesOf(kind)[0];
  return placesOf(kind).includes(chosen ?? at) && (chosen === at || chosen === 'both');
}

/** As if it were not there. */
const untold: readonly string[] = ['not-configured', 'broken'];
export const notConfigured: ActionVerdict = { available: false, reason: 'not-configured' };

/** The verdict on one action by itself. */
export function verdictOn(
  action: PortalAction,
  background: ActionBackground,
  { now, shown, type, visit, ...about }: ActionQuestion,
): ActionVerdict {
  const purpose = purposeOf(action.kind);
  const { forms } = background;
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
    ...(forms &&
      purpose && {
        form: {
          exists: forms.exists(action.activityTypeId, purpose),
          answered: visit !== null && forms.stateOf(visit.intervention.id, purpose) === 'final',
        },
      }),
    situation: situationOf(background, action, { ...about, visit }),
  });
}
