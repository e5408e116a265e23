import { ItineraError, type BusinessUnitScope } from '@itinera/core';
import { emptyForm, plainDisplay } from '@itinera/core/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { plainAction } from '../../fixtures/portal-action.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

/** Configuration that nobody can save, and that is stored all the same: of another version, of a restored copy, by hand. */
describe.each(engines)('stored configuration that became invalid on %s', (engine) => {
  let office: BookingOffice;
  let admin: BusinessUnitScope;
  let target: Awaited<ReturnType<typeof makeMigratedTarget>>['target'];
  let drop: () => Promise<void>;
  let interventionId: string;
  let activityTypeId: string;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ target, drop } = made);
    office = await openBookingOffice(made.store);
    admin = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    activityTypeId = office.company.types.service;
    ({ interventionId } = await office.booked(office.mario, at(12, '09:00')));
    const definition = { ...emptyForm, portal: true, fields: [field('text-area', 'words')] };
    const of = { activityTypeId, purpose: 'activity' as const };
    await office.core.forms.save(admin, { ...of, revision: 0, deletions: {}, definition });
    for (const kind of ['message', 'sign'] as const)
      await office.core.portalActions.save(admin, {
        ...plainAction(kind),
        activityTypeId,
        document: kind === 'sign' ? { en: 'Read' } : {},
      });
  });
  afterAll(async () => {
    await office.close();
    await drop();
  });

  /** Everything that reads it, each with what it said: `fine`, or the code of a refusal; anything else is thrown. */
  async function readAll(): Promise<Record<string, string>> {
    const { core, mario } = office;
    const of = { interventionId, purpose: 'activity' as const };
    const reads: Record<string, () => Promise<unknown>> = {
      home: () => core.interventions.home(mario),
      visit: () => core.interventions.forAccess(mario, interventionId),
      bookable: () => core.catalogue.bookable(mario),
      documents: () => core.documents.ofVisit(mario, interventionId),
      'own form': () => core.forms.ofVisit(mario, of),
      questions: () =>
        core.bookings.questions(mario, { activityTypeId, addressId: office.service().addressId }),
      types: () => core.catalogue.list(admin),
      type: () => core.catalogue.page(admin, activityTypeId),
      actions: () => core.portalActions.page(admin, activityTypeId),
      designer: () => core.forms.page(admin, { activityTypeId, purpose: 'activity' }),
      'staff’s form': () => core.forms.ofVisit(admin, of),
      'staff’s page': () => core.interventions.page(admin, interventionId),
      file: () => core.catalogue.exportFile(admin, activityTypeId),
    };
    const said: Record<string, string> = {};
    for (const [name, read] of Object.entries(reads))
      said[name] = await read().then(
        () => 'fine',
        (error: unknown) => {
          if (error instanceof ItineraError) return error.code;
          throw new Error(`${name} failed`, { cause: error });
        },
      );
    return said;
  }

  test('is left out or told, and nothing fails: conditions, limits, texts, displays, forms', async () => {
    const sound = await readAll();
    expect(new Set(Object.values(sound)), 'the control').toEqual(new Set(['fine']));
    const plain = field('text-area', 'words');
    const form = (fields: object[], more = {}) => ({ ...emptyForm, portal: true, fields, ...more });
    const filled = (fact: string) => ({ fact, is: 'filled', values: [] });
    const shownFields = [{ form: 'gone', code: 'gone', label: {} }];
    const wrong: [string, string, unknown, string[]?][] = [
      ['portal_action', 'label', { en: '{constructor} {intervention.custom.gone}' }],
      ['portal_action', 'limits', { horizonDays: -1, offeredHours: { 9: [] } }],
      ['activity_type', 'display', { ...plainDisplay, hiddenFields: ['gone'], shownFields }],
      ['activity_type', 'display', { ...plainDisplay, hiddenStatuses: ['gone'], text: { en: '{' } }],
      ['form_version', 'definition', form([{ ...plain, shownWhen: filled('field.gone') }])],
      ['form_version', 'definition', form([{ ...plain, shownWhen: filled('field.words') }])],
      ['form_version', 'definition', form([{ ...plain, label: { en: '{gone' }, code: 'NOT a code' }])],
      [
        'form_version',
        'definition',
        form([plain, plain], { duration: { base: 1, terms: [{ field: 'x' }] } }),
      ],
      ['form_version', 'definition', form([{ ...plain, type: 'of-tomorrow' }])],
      // The actions are gone for customers, and what they lead to with them.
      ['portal_action', 'conditions', { fact: 'nothing', is: 'one-of', values: [1] }, ['questions']],
      ['portal_action', 'conditions', 'no rule', ['questions']],
    ];
    for (const [table, column, value, gone = []] of wrong) {
      const json = JSON.stringify(value).replaceAll("'", "''");
      await sql(target, `UPDATE ${table} SET ${column} = '${json}'`);
      const told = { ...sound, ...Object.fromEntries(gone.map((name) => [name, 'not-found'])) };
      expect(await readAll(), `${column} ${json}`).toEqual(told);
    }
    // Staff are told, customers do not have it.
    const { actions } = await office.core.portalActions.page(admin, activityTypeId);
    expect(actions.every(({ faults }) => faults.length > 0)).toBe(true);
    expect(await office.core.interventions.home(office.mario)).toMatchObject({ canBook: false, actions: [] });
  });
});
