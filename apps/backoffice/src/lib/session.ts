import type { InferResponseType } from 'hono/client';
import { permits, type Permission } from '@itinera/core/shared';
import type { api } from './api/client.ts';

export type Me = InferResponseType<typeof api.me.$get>;
export type Unit = Me['businessUnits'][number];

const key = 'itinera-business-unit';

/** The business unit this browser worked in last, else the first; undefined for an account that has none. */
export function currentUnit(me: Me): Unit | undefined {
  const last = localStorage.getItem(key);
  return me.businessUnits.find((one) => one.id === last) ?? me.businessUnits[0];
}

export function chooseUnit(id: string): void {
  localStorage.setItem(key, id);
}

/** Whether the user's role in this unit permits it. The API asks again; this only hides what would be refused. */
export function may(unit: Unit, permission: Permission): boolean {
  return permits(unit.roles, permission);
}
