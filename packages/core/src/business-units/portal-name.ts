import type { BusinessUnit } from '@itinera/db';

/** What a unit is called where customers read it (CAD-BU-09); staff read its name. */
export function portalName({ name, displayName }: Pick<BusinessUnit, 'name' | 'displayName'>): string {
  return displayName ?? name;
}
