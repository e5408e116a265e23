import { apiUseCaseRights, type ApiUseCase } from '@itinera/core';
import type { ApiRight } from '@itinera/core/shared';

/** A route of the interface for other systems, as `GET /config` lists it. Routes are added, never taken away or given another meaning. */
export interface SystemRoute {
  id: string;
  method: 'GET' | 'POST' | 'PATCH';
  /** Below `/api/v1`. */
  path: string;
  /** One of these the key must have; empty: any key. */
  rights: readonly ApiRight[];
  summary: string;
}

const by = (useCase: ApiUseCase): readonly ApiRight[] => apiUseCaseRights[useCase];

/** Every route of it. What it takes stands in core: here it only gets a name. */
export const systemRoutes = [
  {
    id: 'config.read',
    method: 'GET',
    path: '/config',
    rights: [],
    summary: 'The routes there are, and what this key may',
  },
  {
    id: 'openapi.read',
    method: 'GET',
    path: '/openapi.json',
    rights: [],
    summary: 'This interface as OpenAPI 3.1',
  },
  {
    id: 'activity-type.list',
    method: 'GET',
    path: '/activity-types',
    rights: by('api.activityTypes'),
    summary: 'The types of work that this key is for',
  },
  {
    id: 'activity-type.read',
    method: 'GET',
    path: '/activity-types/{activityTypeId}',
    rights: by('api.activityType'),
    summary: 'One type with the rules by which it is planned',
  },
  {
    id: 'customer.list',
    method: 'GET',
    path: '/customers',
    rights: by('api.customers'),
    summary: 'Customers, a page at a time',
  },
  {
    id: 'customer.create',
    method: 'POST',
    path: '/customers',
    rights: by('api.createCustomer'),
    summary: 'Make a customer',
  },
  {
    id: 'customer.read',
    method: 'GET',
    path: '/customers/{customerId}',
    rights: by('api.customer'),
    summary: 'One customer',
  },
  {
    id: 'customer.update',
    method: 'PATCH',
    path: '/customers/{customerId}',
    rights: by('api.updateCustomer'),
    summary: 'Change the fields that are given',
  },
  {
    id: 'customer.addresses',
    method: 'GET',
    path: '/customers/{customerId}/addresses',
    rights: by('api.addresses'),
    summary: 'Where a customer’s work is done',
  },
  {
    id: 'customer.accesses',
    method: 'GET',
    path: '/customers/{customerId}/accesses',
    rights: by('api.accesses'),
    summary: 'Who may sign in to the portal for a customer',
  },
  {
    id: 'access.update',
    method: 'PATCH',
    path: '/accesses/{accessId}',
    rights: by('api.updateAccess'),
    summary: 'Let a person sign in to the portal, or keep them out',
  },
  {
    id: 'intervention.list',
    method: 'GET',
    path: '/interventions',
    rights: by('api.interventions'),
    summary: 'Interventions, the newest first, a page at a time',
  },
  {
    id: 'intervention.create',
    method: 'POST',
    path: '/interventions',
    rights: by('api.createIntervention'),
    summary: 'Make an intervention that is not planned yet',
  },
  {
    id: 'intervention.read',
    method: 'GET',
    path: '/interventions/{interventionId}',
    rights: by('api.intervention'),
    summary: 'One intervention',
  },
  {
    id: 'intervention.update',
    method: 'PATCH',
    path: '/interventions/{interventionId}',
    rights: by('api.updateIntervention'),
    summary: 'Change what is said of open work',
  },
  {
    id: 'intervention.plan',
    method: 'POST',
    path: '/interventions/{interventionId}/plan',
    rights: by('api.planIntervention'),
    summary: 'Plan or move it to a slot that was offered',
  },
  {
    id: 'intervention.cancel',
    method: 'POST',
    path: '/interventions/{interventionId}/cancel',
    rights: by('api.cancelIntervention'),
    summary: 'Cancel open work',
  },
  {
    id: 'intervention.close',
    method: 'POST',
    path: '/interventions/{interventionId}/close',
    rights: by('api.closeIntervention'),
    summary: 'Close work with actual start, actual end and result',
  },
  {
    id: 'slot.query',
    method: 'POST',
    path: '/slots',
    rights: by('api.slots'),
    summary: 'When work can be done',
  },
] as const satisfies readonly SystemRoute[];

export type SystemRouteId = (typeof systemRoutes)[number]['id'];

export function systemRoute(id: SystemRouteId): SystemRoute {
  return systemRoutes.find((route) => route.id === id)!;
}

/** Where it is served, as the router writes it. */
export function servedAt({ method, path }: Pick<SystemRoute, 'method' | 'path'>): string {
  return `${method} /api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
}
