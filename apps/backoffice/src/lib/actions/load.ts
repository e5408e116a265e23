import type { ActionSample, ActionsPage } from '@itinera/core';
import { call, unitApi } from '../api/client.ts';
import { loaded } from '../api/load.ts';
import { may, type Unit } from '../session.ts';

const api = unitApi.catalogue.types[':activityTypeId'].actions;

/** The portal actions of a type. Said by name: a tree in an answer is more than its inferred type can hold. */
export async function loadActions(url: URL, unit: Unit, activityTypeId: string): Promise<ActionsPage> {
  const param = { businessUnitId: unit.id, activityTypeId };
  return (await loaded(url, call(api.$get({ param })))) as ActionsPage;
}

/** Interventions to try conditions on; none for who may only look. */
export async function loadSamples(url: URL, unit: Unit, activityTypeId: string): Promise<ActionSample[]> {
  if (!may(unit, 'configure-catalogue')) return [];
  const param = { businessUnitId: unit.id, activityTypeId };
  return (await loaded(url, call(api.samples.$get({ param })))).items;
}
