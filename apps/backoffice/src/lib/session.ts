import type { InferResponseType } from 'hono/client';
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

/** Whether the office's pages are for this user, or only a technician's own day. */
export function isOffice(unit: Unit): boolean {
  return unit.roles.some((role) => role !== 'technician');
}

/** Whether this user decides who may sign in to the portal, as the server has it. */
export function mayManageAccesses(unit: Unit): boolean {
  return unit.roles.some((role) => role === 'administrator' || role === 'supervisor');
}
