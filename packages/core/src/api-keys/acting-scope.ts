import type { ApiScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';

/**
 * As what a use case does what a key may, once the guard of `api-use-cases.ts` has asked for its rights: the system, in
 * the key's name.
 */
export function actingScope({ companyId, businessUnitId, language, apiKeyId }: ApiScope): SystemScope {
  return { kind: 'system', companyId, businessUnitId, language, apiKeyId } as SystemScope;
}

/** Work of a type that is not allowed is not there. @throws ItineraError `not-found`. */
export function requireType(
  { activityTypeIds }: ApiScope,
  activityTypeId: string,
  field = 'activityTypeId',
): void {
  if (activityTypeIds !== null && !activityTypeIds.includes(activityTypeId)) throw notFound(field);
}
