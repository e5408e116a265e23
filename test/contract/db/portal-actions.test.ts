import {
  deletePortalAction,
  insertRows,
  listActionUses,
  listPortalActions,
  orderPortalActions,
  updatePortalAction,
  type Database,
} from '@itinera/db';
import { listFinalAnswers, listTypeForms } from '@itinera/db/forms';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engines, makeStore } from './stores.ts';
import { makePart, makeTown, morning, newId } from './town.ts';

describe.each(engines)('portal actions on %s', (engine) => {
  let db: Database;
  let drop: () => Promise<void>;
  beforeAll(async () => ({ db, drop } = await makeStore(engine)));
  afterAll(() => drop());

  test('several of a kind stand in their order, keep what they hold, and change by their revision alone', async () => {
    const { businessUnitId, activityTypeId } = await makeTown(db);
    const [first, second] = [newId(), newId()];
    const held = {
      label: { en: 'Move it', it: 'Spostalo' },
      conditions: { all: [{ fact: 'status', is: 'one-of', values: ['pending', 3, true] }] },
      limits: { horizonDays: 3, offeredHours: { 1: [{ from: '08:00', to: '12:00' }] } },
      notify: [],
      place: 'both' as const,
    };
    const list = async () => listPortalActions(db.read, businessUnitId, activityTypeId);
    await db.write((tx) =>
      insertRows(tx, 'portalAction', [
        { id: first, businessUnitId, activityTypeId, kind: 'message', enabled: true, position: 0, ...held },
        { id: second, businessUnitId, activityTypeId, kind: 'message', enabled: false, position: 1 },
      ]),
    );
    expect(await list()).toMatchObject([
      { id: first, ...held, revision: 1, formId: null, resultingStatus: null },
      { id: second, label: null, conditions: null, limits: null, notify: null, place: null },
    ]);
    await db.write((tx) => orderPortalActions(tx, businessUnitId, [second, first]));
    expect((await list()).map(({ id, revision }) => [id, revision])).toEqual([
      [second, 1],
      [first, 1],
    ]);
    const update = (revision: number) =>
      db.write((tx) => updatePortalAction(tx, businessUnitId, first, revision, { conditions: null }));
    expect(await update(2)).toBeUndefined();
    expect(await update(1)).toMatchObject({ revision: 2, conditions: null });
    const remove = (unit: string, revision: number) =>
      db.write((tx) => deletePortalAction(tx, unit, first, revision));
    expect([
      await remove(businessUnitId, 1),
      await remove(newId(), 2),
      await remove(businessUnitId, 2),
    ]).toEqual([false, false, true]);
    expect(await list()).toHaveLength(1);
  });

  test('forms are those of types, as they are filled in now; answers are those that are no draft', async () => {
    const town = await makeTown(db);
    const { businessUnitId, activityTypeId } = town;
    const { interventionId } = await db.write((tx) => makePart(tx, town));
    const [formId, draftId] = [newId(), newId()];
    const at = { createdAt: morning };
    const form = (id: string, purpose: 'activity' | 'survey') => ({
      ...{ id, businessUnitId, activityTypeId, ownerId: activityTypeId, purpose, version: 2 },
      ...at,
    });
    const answer = (id: string, state: 'draft' | 'final') => ({
      ...{ id: newId(), businessUnitId, formId: id, version: 1, interventionId, state, updatedAt: morning },
      ...{ answers: { rooms: 3, names: ['a'] }, source: 'staff' as const },
      ...at,
    });
    await db.write(async (tx) => {
      await insertRows(tx, 'form', [form(formId, 'activity'), form(draftId, 'survey')]);
      await insertRows(
        tx,
        'formVersion',
        [formId, draftId].flatMap((id) =>
          [1, 2].map((version) => ({ formId: id, version, definition: { version }, ...at })),
        ),
      );
      await insertRows(tx, 'formSubmission', [answer(formId, 'final'), answer(draftId, 'draft')]);
    });
    const forms = await listTypeForms(db.read, businessUnitId, activityTypeId);
    expect(forms.map(({ purpose, definition }) => [purpose, definition]).sort()).toEqual([
      ['activity', { version: 2 }],
      ['survey', { version: 2 }],
    ]);
    expect(await listTypeForms(db.read, businessUnitId, newId())).toEqual([]);
    expect(await listFinalAnswers(db.read, businessUnitId, [interventionId])).toEqual([
      { interventionId, purpose: 'activity', answers: { rooms: 3, names: ['a'] } },
    ]);
    expect(await listFinalAnswers(db.read, newId(), [interventionId])).toEqual([]);
  });

  test('uses are counted by intervention, and on the home page by customer', async () => {
    const town = await makeTown(db);
    const { businessUnitId, customerId } = town;
    const { interventionId } = await db.write((tx) => makePart(tx, town));
    const [action, other] = [newId(), newId()];
    const use = (portalActionId: string, on: string | null) => ({
      id: newId(),
      businessUnitId,
      portalActionId,
      customerId,
      interventionId: on,
      usedAt: morning,
    });
    await db.write((tx) =>
      insertRows(tx, 'portalActionUse', [
        use(action, interventionId),
        use(action, interventionId),
        use(action, null),
        use(other, interventionId),
      ]),
    );
    const count = async (interventionIds: string[], customerIds: string[]) =>
      (await listActionUses(db.read, businessUnitId, { interventionIds, customerIds }))
        .map((one) => [one.portalActionId, one.interventionId, one.uses])
        .sort();
    const onVisit = [
      [action, interventionId, 2],
      [other, interventionId, 1],
    ].sort();
    expect(await count([interventionId], [])).toEqual(onVisit);
    expect(await count([], [customerId])).toEqual([[action, null, 1]]);
    expect(await count([interventionId], [customerId])).toHaveLength(3);
    expect(await count([], [])).toEqual([]);
    expect(
      await listActionUses(db.read, newId(), { interventionIds: [interventionId], customerIds: [] }),
    ).toEqual([]);
  });
});
