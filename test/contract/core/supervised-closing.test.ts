import { contextOf } from '@itinera/core/set-up';
import { findIntervention } from '@itinera/db';
import { listWorkSteps } from '@itinera/db/work';
import { describe, expect, test } from 'vitest';
import { at } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';
import { engines } from '../db/stores.ts';
import { eachWorkDesk } from './each-work-desk.ts';

describe.each(engines)('what a supervisor looks at on %s', (engine) => {
  let desk: WorkDesk;
  let visit: string;
  eachWorkDesk(engine, async (opened) => {
    desk = opened;
    ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
    desk.clock.set(at(12, '10:00'));
  });

  const administrator = () =>
    staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
  const service = () => desk.core.catalogue.page(administrator(), desk.company.types.service);
  const switchOn = async () =>
    desk.core.catalogue.save(administrator(), {
      activityTypeId: desk.company.types.service,
      revision: (await service()).revision,
      changes: { supervisedClosing: true },
    });
  const row = () => findIntervention(contextOf(desk.core).db.read, desk.company.businessUnitId, visit);
  const close = (more = {}) =>
    desk.say(desk.anna, visit, 'closed', { closing: desk.closing(at(12, '09:05'), at(12, '09:50'), more) });
  const toCheck = async () => {
    const { counts, items } = await desk.core.interventions.attention(desk.supervisor);
    return [counts['to-check'], counts['not-closed'], items.map(({ id, problems }) => [id, problems])];
  };

  test('CAD-LC-01 is switched in the catalogue, with its trace, and kept by a copy and a file', async () => {
    expect((await service()).settings.supervisedClosing).toBe(false);
    await switchOn();
    expect(await service()).toMatchObject({
      settings: { supervisedClosing: true },
      lastChange: { parts: ['supervisedClosing'] },
    });
    const { activityTypeId } = await desk.core.catalogue.copy(administrator(), {
      activityTypeId: desk.company.types.service,
    });
    const { type, ...file } = await desk.core.catalogue.exportFile(administrator(), activityTypeId);
    expect(type.supervisedClosing).toBe(true);
    const { supervisedClosing: _, ...older } = type;
    const taken = await desk.core.catalogue.importFile(administrator(), {
      file: JSON.stringify({ ...file, type: older }),
    });
    const read = await desk.core.catalogue.page(administrator(), taken.activityTypeId);
    expect(read.settings.supervisedClosing).toBe(false);
  });

  test('CAD-LC-01 a technician closes, a supervisor sends it back with a reason, it is closed anew and confirmed', async () => {
    await switchOn();
    expect(await toCheck()).toEqual([0, 0, []]);
    expect(await close()).toMatchObject({ outcome: 'done', state: 'intermediate' });
    expect(await row()).toMatchObject({ status: 'intermediate', result: 'ok' });
    // Long after its end it is not "nobody closed it" besides.
    desk.clock.set(at(12, '16:00'));
    expect(await toCheck()).toEqual([1, 0, [[visit, ['to-check']]]]);
    expect((await desk.core.work.page(desk.anna, visit)).steps).toEqual([]);
    const page = await desk.core.work.page(desk.supervisor, visit);
    expect(page).toMatchObject({ supervised: true, steps: ['confirmed', 'sent-back'] });
    const confirming = desk.say(desk.anna, visit, 'confirmed');
    await expect(confirming).rejects.toMatchObject({ code: 'stale', reason: 'closed' });
    await expect(desk.say(desk.supervisor, visit, 'sent-back')).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'words' },
    });
    const back = await desk.say(desk.supervisor, visit, 'sent-back', { words: 'The photo is missing' });
    expect(back).toMatchObject({ state: 'started' });
    expect(await row()).toMatchObject({ status: 'in_progress', result: null, actualStart: at(12, '09:05') });
    expect((await toCheck())[0]).toBe(0);

    expect(await close({ result: 'ko', reason: 'parts-missing' })).toMatchObject({ state: 'intermediate' });
    expect(await desk.say(desk.supervisor, visit, 'confirmed')).toMatchObject({ state: 'closed' });
    expect(await row()).toMatchObject({ status: 'terminated', result: 'ko', closedAt: at(12, '16:00') });
    expect(await toCheck()).toEqual([0, 0, []]);
    const steps = await listWorkSteps(contextOf(desk.core).db.read, desk.company.businessUnitId, visit);
    expect(steps.map(({ step, toState }) => [step, toState])).toEqual([
      ['closed', 'intermediate'],
      ['sent-back', 'started'],
      ['closed', 'intermediate'],
      ['confirmed', 'closed'],
    ]);
  });

  test('what a supervisor closes is closed at once; of a type that nobody looks at, what a technician closes is too', async () => {
    expect(await close()).toMatchObject({ state: 'closed' });
    await switchOn();
    const other = await desk.planned('lisa', desk.company.technicians.anna, at(13, '09:00'));
    desk.clock.set(at(13, '10:00'));
    const closing = desk.closing(at(13, '09:05'), at(13, '09:50'));
    expect(await desk.say(desk.supervisor, other.interventionId, 'closed', { closing })).toMatchObject({
      state: 'closed',
    });
  });
});
