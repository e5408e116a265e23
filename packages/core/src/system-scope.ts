import type { SystemScope } from './scopes.ts';

/** The system itself in a unit: for jobs, never for what a request asks. */
export function systemScope(unit: Pick<SystemScope, 'companyId' | 'businessUnitId'>): SystemScope {
  const { companyId, businessUnitId } = unit;
  return { kind: 'system', companyId, businessUnitId, language: 'en' } as SystemScope;
}
