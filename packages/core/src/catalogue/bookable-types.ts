import type { Access, ActivityType, BusinessUnit, Customer, PortalAction } from '@itinera/db';
import type { Language } from '../shared/languages.ts';
import { isShown } from '../shared/portal-actions.ts';
import type { EpochSeconds } from '../shared/units.ts';
import type { ActionBackground } from './action-background.ts';
import { offeredAction } from './offered-action.ts';

/** What decides what a customer sees and may do in the portal. */
export interface PortalLayers {
  unit: BusinessUnit;
  access: Pick<Access, 'enabled'> | undefined;
  customers: Customer[];
  types: ActivityType[];
  actions: PortalAction[];
}

/** The types that can be booked now for anybody this access acts for, in staff's order. */
export function bookableTypes(
  { unit, access, customers, types, actions }: PortalLayers,
  background: ActionBackground,
  { language, now }: { language: Language; now: EpochSeconds },
): ActivityType[] {
  return types.filter(
    (type) =>
      type.kind === 'intervention' &&
      !type.contained &&
      customers.some((customer) => {
        const shown = isShown({ portal: unit, access, customer, type });
        const about = { now, shown, type, customer, visit: null, language, unitZone: unit.zone };
        return offeredAction('book', actions, background, about).verdict.available;
      }),
  );
}
