import type { Core } from './core.ts';
import type { ApiScope } from './scopes.ts';
import type { ApiRight } from './shared/api-rights.ts';
import { ItineraError } from './shared/errors.ts';
import { guardUseCases, type UseCaseTaking } from './use-case-guard.ts';

/** Everything in `Core` that takes the scope of a key. */
export type ApiUseCase = UseCaseTaking<ApiScope>;

/** The right a key must have to use a use case: one of these. One that is missing here does not compile. */
export const apiUseCaseRights: Readonly<Record<ApiUseCase, readonly ApiRight[]>> = {
  'api.activityTypes': ['configuration'],
  'api.activityType': ['configuration'],
  'api.customers': ['customers'],
  'api.customer': ['customers'],
  'api.createCustomer': ['customers'],
  'api.updateCustomer': ['customers'],
  'api.addresses': ['customers'],
  'api.accesses': ['accesses'],
  'api.updateAccess': ['accesses'],
  'api.interventions': ['view'],
  'api.intervention': ['view'],
  'api.createIntervention': ['create'],
  'api.updateIntervention': ['edit'],
  'api.planIntervention': ['edit'],
  'api.cancelIntervention': ['edit'],
  'api.closeIntervention': ['close'],
  'api.slots': ['slots', 'full-schedules'],
};

/** Puts the rights in front of every use case that takes a key: it rejects with ItineraError `not-allowed`, reason `right`. */
export function guardKeys(core: Core): void {
  guardUseCases(core, apiUseCaseRights, (useCase, allowed, scope) => {
    const { rights } = scope as ApiScope;
    if (allowed.some((right) => rights.includes(right))) return;
    throw new ItineraError('not-allowed', `${useCase} takes the right ${allowed.join(' or ')}`, {
      reason: 'right',
    });
  });
}
