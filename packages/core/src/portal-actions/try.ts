import { findBusinessUnit, findCustomer, listAccessesOfCustomer } from '@itinera/db';
import { loadVisit } from '../availability/planned-visit.ts';
import { loadActionBackground, situationOf } from '../catalogue/action-background.ts';
import { loadFormStates, purposeOf } from '../catalogue/form-states.ts';
import type { Context } from '../context.ts';
import { takesResult } from '../interventions/apply-result.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { resultOf } from '../shared/action-settings.ts';
import { actionFactDomain } from '../shared/action-facts/facts.ts';
import { lastChange } from '../shared/action-facts/next-change.ts';
import { readActionFacts } from '../shared/action-facts/read-facts.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { isLanguage } from '../shared/languages.ts';
import { actionVerdict, isShown, offeredFrom } from '../shared/portal-actions.ts';
import { ruleFaults } from '../shared/rules/broken.ts';
import { explain } from '../shared/rules/judge.ts';
import { ownType } from './read.ts';
import { readTryInput } from './schema.ts';
import type { ActionTrial, TryActionInput } from './types.ts';

/** Every layer but the type's says yes. */
const allOpen = {
  portal: { portalOn: true },
  access: { enabled: true },
  customer: { status: 'active' },
};

/** For an action that is not saved yet: nobody used it. */
const noAction = '00000000-0000-0000-0000-000000000000';

/**
 * Judges an action, as it is in a form, on a real intervention of its type, as the portal would for its customer's first
 * enabled access: layer by layer, clause by clause, with when time alone changes it. Booking is judged without the
 * intervention, for its customer.
 * @throws ItineraError `not-found`, `invalid`, `not-allowed` (`role`).
 */
export async function tryAction(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: TryActionInput,
): Promise<ActionTrial> {
  const { kind, enabled, minimumNotice, maximumReschedules, resultingStatus, conditions } =
    readTryInput(input);
  const { activityTypeId, interventionId, actionId = noAction } = input;
  const { companyId, businessUnitId } = scope;
  const q = ctx.db.read;
  const now = ctx.clock.now();
  requireIds({ actionId });
  const type = await ownType(q, businessUnitId, activityTypeId);
  const { intervention, part, stops } = await loadVisit(q, businessUnitId, interventionId);
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  const customer = await findCustomer(q, businessUnitId, intervention.customerId);
  if (!unit || !customer || intervention.activityTypeId !== type.id) throw notFound('interventionId');
  const access = (await listAccessesOfCustomer(q, businessUnitId, customer.id)).find((one) => one.enabled);
  const background = await loadActionBackground(q, businessUnitId, [{ conditions }], {
    interventionIds: [interventionId],
    customerIds: [customer.id],
  });
  const purpose = purposeOf(kind);
  const forms = await loadFormStates(q, businessUnitId, [{ kind }], [interventionId]);
  const promiseStart = stops.length === 0 || !part.promised ? null : part.promiseStart;
  const language = access?.language ?? customer.language;
  const situation = situationOf(
    background,
    { id: actionId },
    {
      visit: kind === 'book' ? null : { intervention, promiseStart, zone: part.zone },
      customer,
      language: isLanguage(language) ? language : 'en',
      unitZone: unit.zone,
    },
  );
  const broken = ruleFaults(conditions, actionFactDomain(background.factsOf(type.id))).length > 0;
  const judged = conditions === null || broken ? null : conditions;
  const status = kind === 'book' ? {} : { status: intervention.status };
  const facts = {
    now,
    shown: isShown({ portal: unit, access, customer, type, ...status }),
    action: {
      enabled,
      minimumNotice,
      maximumReschedules,
      conditions: conditions !== null && broken ? ('broken' as const) : conditions,
    },
    visit:
      kind === 'book'
        ? null
        : {
            status: intervention.status,
            promiseStart,
            rescheduleCount: intervention.rescheduleCount,
            maximumReschedules: type.maximumReschedules,
          },
    ...(forms &&
      purpose && {
        form: {
          exists: forms.exists(type.id, purpose),
          answered: forms.stateOf(interventionId, purpose) === 'final',
        },
      }),
    situation,
  };
  const result = resultOf({ kind, resultingStatus });
  return {
    now,
    zone: situation.zone,
    verdict: actionVerdict(kind, facts),
    layers: {
      portal: unit.portalOn,
      access: access !== undefined,
      customer: customer.status !== 'inactive',
      type: isShown({ ...allOpen, type, ...status }),
    },
    explanation: judged && explain(judged, readActionFacts(situation, now)),
    since: judged && lastChange(judged, situation, now),
    from: offeredFrom(kind, facts),
    result: result !== null && (await takesResult(q, intervention, result)) ? result : null,
  };
}
