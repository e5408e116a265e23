import type { ActionLimits, WeeklyHours } from '@itinera/db';
import type { UnitFacts } from '../shared/action-facts/facts.ts';
import type { ActionIcon, ResultingStatus, StaffNotified } from '../shared/action-settings.ts';
import type { ActionPlace } from '../shared/action-facts/places.ts';
import type { ActionVerdict, InterventionStatus, PortalActionKind } from '../shared/interventions.ts';
import type { LocalizedText } from '../shared/languages.ts';
import type { FieldsShown } from '../shared/portal-display.ts';
import type { RuleFault } from '../shared/rules/broken.ts';
import type { Explanation } from '../shared/rules/judge.ts';
import type { Rule } from '../shared/rules/rule.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { EpochSeconds, Seconds } from '../shared/units.ts';

/** One portal action of an activity type, as staff set it up (CAD-AC-12, CAD-AC-13). */
export interface ActionSettings {
  kind: PortalActionKind;
  enabled: boolean;
  place: ActionPlace;
  /** What customers read, by language; what is empty says what the kind says. */
  label: LocalizedText;
  description: LocalizedText;
  /** Shown when it was done. */
  confirmation: LocalizedText;
  /** Before its label; null: none. */
  icon: ActionIcon | null;
  /** Whether the customer gets a message when it was done. */
  tellCustomer: boolean;
  /** Who of the company gets one. */
  notifyStaff: StaffNotified[];
  /** What customers sign by it, of `sign` alone; several paragraphs. */
  document: LocalizedText;
  /** Whether a time chosen by it is only kept until staff confirm it; of what gives a time alone. */
  staffConfirms: boolean;
  /** What becomes of open work without a time when it was done, of kinds that give no time themselves; null: it stays. */
  resultingStatus: ResultingStatus | null;
  /** Before the promised time begins, the action is gone; and no earlier time is offered. */
  minimumNotice: Seconds;
  limits: ActionLimits;
  /** null: always. */
  conditions: Rule | null;
}

export interface ActionSetup extends ActionSettings {
  id: string;
  revision: number;
  /** Why its conditions cannot be judged (any more): then no customer gets it. */
  faults: RuleFault[];
}

/** The actions of a type, and what they can be made of. */
export interface ActionsPage {
  type: {
    id: string;
    name: LocalizedText;
    /** Whether customers see the type at all. */
    shown: boolean;
    notice: Seconds;
    horizonDays: number;
    offeredHours: WeeklyHours | null;
    minimumRelevance: number;
    maximumReschedules: number | null;
    /** The fields of forms that texts of its actions may speak of. */
    shownFields: FieldsShown['shownFields'];
  };
  actions: ActionSetup[];
  facts: UnitFacts;
  /** What can be taken back; null: nothing. */
  lastChange: { sequence: number; at: EpochSeconds; actorName: string | null; what: ActionChange } | null;
}

export type ActionChange = 'added' | 'changed' | 'removed' | 'ordered';

/** An intervention on which conditions can be tried. */
export interface ActionSample {
  id: string;
  reference: string;
  customerName: string;
  status: InterventionStatus;
  promiseStart: EpochSeconds | null;
}

export interface SaveActionInput extends ActionSettings {
  activityTypeId: string;
  /** With the revision that was shown; absent: a new one. */
  actionId?: string | undefined;
  revision?: number | undefined;
}

/** What is tried: an action as it is in the form, saved or not. */
export interface TryActionInput {
  activityTypeId: string;
  interventionId: string;
  /** Whose uses count; absent: a new one's, none. */
  actionId?: string | undefined;
  kind: PortalActionKind;
  enabled: boolean;
  minimumNotice: Seconds;
  maximumReschedules: number | null;
  resultingStatus?: ResultingStatus | null | undefined;
  conditions: Rule | null;
}

/** Why an action is offered on a real intervention, or is not, and when that changes. */
export interface ActionTrial {
  now: EpochSeconds;
  zone: string;
  verdict: ActionVerdict;
  /** The layers above the action (CAD-BU-14), each with its word. */
  layers: { portal: boolean; access: boolean; customer: boolean; type: boolean };
  /** Clause by clause; null: it has no conditions. */
  explanation: Explanation | null;
  /** Since when time alone makes its conditions say so; null: ever since. */
  since: EpochSeconds | null;
  /** When time alone will bring it; null: it will not, or it is there. */
  from: EpochSeconds | null;
  /** The status that it would give the intervention; null: its own stays. */
  result: ResultingStatus | null;
}

type Scope = BusinessUnitScope | SystemScope;

/** The use cases of portal actions: `Core` names this group by one line. */
export interface PortalActionUseCases {
  page(scope: Scope, activityTypeId: string): Promise<ActionsPage>;
  /** The latest interventions of the type, to try conditions on. */
  samples(scope: Scope, activityTypeId: string): Promise<ActionSample[]>;
  try(scope: Scope, input: TryActionInput): Promise<ActionTrial>;
  /** Adds one at the end, or changes one; `stale` (`details.current`) when somebody changed it since it was shown. */
  save(scope: Scope, input: SaveActionInput): Promise<{ actionId: string }>;
  remove(scope: Scope, input: { activityTypeId: string; actionId: string; revision: number }): Promise<void>;
  /** All of the type's in their new order; `stale` when there are others by now. */
  order(scope: Scope, input: { activityTypeId: string; actionIds: string[] }): Promise<void>;
  /** Takes the last change back, which is named by its number; `stale` when there was another one since. */
  undo(scope: Scope, input: { activityTypeId: string; sequence: number }): Promise<void>;
}
