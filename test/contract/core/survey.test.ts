import type { Closing } from '@itinera/core';
import { emptyForm } from '@itinera/core/shared';
import { describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at } from '../../fixtures/booking-office.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import type { WorkDesk } from '../../fixtures/work-desk.ts';
import { engines } from '../db/stores.ts';
import { eachWorkDesk } from './each-work-desk.ts';

describe.each(engines)('the survey after work at the door on %s', (engine) => {
  let desk: WorkDesk;
  let visit: string;
  eachWorkDesk(engine, async (opened) => {
    desk = opened;
    ({ interventionId: visit } = await desk.planned('mario', desk.company.technicians.anna, at(12, '09:00')));
  });

  const close = (more: Partial<Closing> = {}) => ({
    closing: desk.closing(at(12, '09:05'), at(12, '09:50'), more),
  });

  test('CAD-AC-07 CAD-RE-01 the survey is offered after work that went well, and answered once; not after work that did not', async () => {
    const administrator = staffScope(desk.company, desk.company.supervisor.staffUserId, ['administrator']);
    const activityTypeId = desk.company.types.service;
    await desk.core.forms.save(administrator, {
      ...{ activityTypeId, purpose: 'survey', revision: 0, deletions: {} },
      definition: { ...emptyForm, portal: true, fields: [field('number', 'stars', { required: true })] },
    });
    const { actionId } = await desk.core.portalActions.save(administrator, {
      ...plainAction('survey'),
      activityTypeId,
      conditions: { all: [{ fact: 'result', is: 'one-of', values: ['ok'] }] },
    });
    const offered = async () => {
      const { extras } = await desk.core.interventions.forAccess(desk.mario, visit);
      return extras.filter(({ kind, available }) => kind === 'survey' && available).map(({ id }) => id);
    };
    const answer = (stars: number) =>
      desk.core.forms.answerVisit(desk.mario, {
        ...{ interventionId: visit, purpose: 'survey', mode: 'final', actionId, answers: { stars } },
        ...{ version: 1, revision: 0, idempotencyKey: desk.key() },
      });
    expect(await offered()).toEqual([]);
    desk.clock.set(at(12, '10:00'));
    await desk.say(desk.anna, visit, 'closed', close({ result: 'ko', reason: 'no-access' }));
    expect(await offered()).toEqual([]);
    await expect(answer(1)).rejects.toMatchObject({ code: 'not-allowed' });
    await desk.say(desk.supervisor, visit, 'reopened', { words: 'There was a second way in' });
    await desk.say(desk.anna, visit, 'closed', close());
    expect(await offered()).toEqual([actionId]);
    expect(await answer(5)).toMatchObject({ done: true });
    expect(await offered()).toEqual([]);
    const forms = await desk.core.forms.allOfVisit(desk.supervisor, visit);
    expect(forms.map(({ purpose, answers }) => [purpose, answers])).toEqual([['survey', { stars: 5 }]]);
  });
});
