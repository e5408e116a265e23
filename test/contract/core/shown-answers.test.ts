import type { BusinessUnitScope } from '@itinera/core';
import {
  emptyForm,
  plainDisplay,
  startingForm,
  type PortalDisplay,
  type ShownField,
} from '@itinera/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { field, fuels } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { arriving, photo } from '../../fixtures/uploads.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

/** What of answers customers are shown beside a visit (CAD-PD-05, CAD-PD-06). */
describe.each(engines)('answers that the portal shows on %s', (engine) => {
  let office: BookingOffice;
  let administrator: BusinessUnitScope;
  let drop: () => Promise<void>;
  let interventionId: string;
  let activityTypeId: string;
  beforeEach(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    administrator = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    activityTypeId = office.company.types.service;
    ({ interventionId } = await office.booked(office.mario, at(12, '09:00')));
    const fields = [
      field('text-area', 'words', { label: { en: 'Words for {intervention.reference}' } }),
      field('text-area', 'secret'),
      field('multiple-choice', 'fuel', { options: fuels }),
      field('yes-no', 'dog'),
      field('date', 'since'),
      field('photo', 'boiler'),
      field('photo', 'meter'),
    ];
    await save({ purpose: 'activity', definition: { ...emptyForm, fields } });
  });
  afterEach(async () => {
    await office.close();
    await drop();
  });

  const save = (form: { purpose: 'activity' | 'closing'; definition: object }) =>
    office.core.forms.save(administrator, {
      activityTypeId,
      revision: 0,
      deletions: {},
      ...form,
      definition: { ...emptyForm, ...form.definition },
    });
  const answer = (answers: object, mode: 'draft' | 'final' = 'final', revision = 0) =>
    office.core.forms.answerVisit(administrator, {
      interventionId,
      purpose: 'activity',
      version: 1,
      revision,
      answers: { ...answers },
      mode,
      idempotencyKey: office.key(),
    });
  async function show(display: Partial<PortalDisplay>, portalShown = true) {
    const { revision } = await office.core.catalogue.page(administrator, activityTypeId);
    const changes = { portalShown, display: { ...plainDisplay, ...display } };
    await office.core.catalogue.save(administrator, { activityTypeId, revision, changes });
  }
  const shown = (code: string, form: ShownField['form'] = 'activity', label = {}): ShownField => ({
    form,
    code,
    label,
  });
  const visit = (scope = office.mario) => office.core.interventions.forAccess(scope, interventionId);
  const own = (customFields: Record<string, string>) =>
    office.core.customers.edit(administrator, {
      customerId: office.company.customers.mario.customerId,
      revision: 1,
      customFields,
    });

  test('CAD-BU-14 of the 16 combinations of type, status, field and answer only all of them show it', async () => {
    const canary = 'kanarek';
    const text = { en: '[{intervention.custom.secret}]' };
    let seen = 0;
    for (let row = 0; row < 16; row++) {
      const on = (n: number) => (row & (1 << n)) !== 0;
      const [ofType, ofStatus, ofField, isFinal] = [on(0), on(1), on(2), on(3)];
      const stored = await office.core.forms.ofVisit(administrator, { interventionId, purpose: 'activity' });
      // What was final stays so: a draft begins anew only while nothing is sent.
      if (isFinal === (stored.state === 'final')) {
        if (stored.state === 'none') await answer({ secret: canary }, 'draft');
      } else await answer({ secret: canary }, 'final', stored.revision);
      await show(
        {
          hiddenStatuses: ofStatus ? [] : ['pending'],
          shownFields: [shown('words'), ...(ofField ? [shown('secret')] : [])],
          text: ofField ? text : {},
        },
        ofType,
      );
      const given = JSON.stringify([
        await visit().catch(() => null),
        await office.core.interventions.home(office.mario),
      ]);
      const all = ofType && ofStatus && ofField && isFinal;
      expect([row, given.includes(canary)]).toEqual([row, all]);
      if (all) expect(await visit()).toMatchObject({ text: `[${canary}]`, fields: [{ text: canary }] });
      if (all) seen++;
    }
    expect(seen, 'the control').toBe(1);
  });

  test('CAD-PD-06 in staff’s order, with their label or the form’s, in the reader’s words; a code of what is not shown is refused', async () => {
    const answers = {
      words: 'mind {intervention.address}',
      fuel: ['gas', 'oil'],
      dog: false,
      since: '2020-03-01',
    };
    await answer(answers);
    await show({
      hiddenFields: ['reference'],
      shownFields: [
        shown('since'),
        shown('dog', 'activity', { it: 'Cane' }),
        shown('words'),
        shown('fuel'),
        shown('words', 'activity', { en: 'twice' }),
        shown('gone'),
      ],
      text: { en: '{intervention.custom.fuel}' },
    });
    const { fields, text } = await visit();
    expect(fields.map(({ label, text }) => [label, text])).toEqual([
      ['since', '1 March 2020'],
      ['dog', 'no'],
      // What a customer wrote is not looked at again (S41).
      ['twice', 'mind {intervention.address}'],
      ['fuel', 'gas, oil'],
    ]);
    expect(text).toBe('gas, oil');
    expect((await visit({ ...office.mario, language: 'it' })).fields.slice(0, 2)).toMatchObject([
      { text: '1 marzo 2020' },
      { label: 'Cane', text: 'no' },
    ]);
    // The form's label says the reference, which is hidden.
    await show({ hiddenFields: ['reference'], shownFields: [shown('words')] });
    expect((await visit()).fields).toMatchObject([{ label: 'Words for' }]);
    await show({ shownFields: [shown('words')] });
    expect((await visit()).fields[0]?.label, 'the control').toMatch(/^Words for \S+$/);
    await expect(show({ text: { en: '{intervention.custom.fuel}' } })).rejects.toMatchObject({
      field: 'display.text.en',
      reason: 'code',
    });
  });

  test('CAD-PD-05 a field of the customer that is flagged is shown; one that is not is not in the payload', async () => {
    await own({ contract: 'kanarek-gold', 'meter-number': 'kanarek-12', note: 'kanarek-hidden' });
    const none = JSON.stringify(await visit());
    expect(none).not.toContain('kanarek');
    await show({
      shownFields: [shown('meter-number', 'customer', { en: 'Meter' }), shown('contract', 'customer')],
      text: { en: '{intervention.customer.custom.contract}' },
    });
    const page = await visit();
    expect(page).toMatchObject({
      text: 'kanarek-gold',
      fields: [
        { form: 'customer', label: 'Meter', text: 'kanarek-12' },
        { label: 'contract', text: 'kanarek-gold' },
      ],
    });
    expect(JSON.stringify(page)).not.toContain('kanarek-hidden');
  });

  test('CAD-PD-06 S48 files of a form that customers do not fill in are had while they are shown, and not otherwise', async () => {
    const send = (code: string) => {
      const form = { purpose: 'activity' as const, field: code };
      return photo({ width: 20, height: 10 }).then((bytes) =>
        office.core.files.upload(administrator, { interventionId, form, name: 'a.jpg' }, arriving(bytes)),
      );
    };
    const [boiler, meter] = [await send('boiler'), await send('meter')];
    await answer({ boiler: [boiler.id], meter: [meter.id] });
    const read = (id: string) => office.core.files.read(office.mario, id).then(({ name }) => name);
    await expect(read(boiler.id)).rejects.toMatchObject({ code: 'not-found' });
    await show({ shownFields: [shown('boiler')] });
    expect((await visit()).fields).toMatchObject([{ text: '', files: [{ id: boiler.id, name: 'a.jpg' }] }]);
    expect(await read(boiler.id)).toBe('a.jpg');
    await expect(read(meter.id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(office.core.files.read(office.lisa, boiler.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('the preview shows what the portal will; staff are offered what is asked, and a file and a copy carry the choice', async () => {
    await save({ purpose: 'closing', definition: startingForm('closing') });
    await answer({ words: 'kanarek' });
    await own({ contract: 'kanarek-gold' });
    const shownFields = [shown('words', 'activity', { en: 'Note' }), shown('contract', 'customer')];
    const { showable } = await office.core.catalogue.page(administrator, activityTypeId);
    expect(showable.map(({ form, code }) => `${form} ${code}`)).toEqual(
      expect.arrayContaining(['activity words', 'activity boiler', 'closing result']),
    );
    const card = (scope: BusinessUnitScope) =>
      office.core.interventions.portalCard(scope, {
        activityTypeId,
        interventionId,
        language: 'en',
        portalShown: true,
        display: { ...plainDisplay, shownFields },
      });
    const { visit: previewed } = await card(administrator);
    await show({ shownFields });
    expect(previewed?.fields).toEqual((await visit()).fields);
    const technical = staffScope(office.company, office.company.supervisor.staffUserId, [
      'technical-administrator',
    ]);
    expect((await card(technical)).visit?.fields.map(({ code }) => code)).toEqual(['words']);

    const file = await office.core.catalogue.exportFile(administrator, activityTypeId);
    expect(file.type.display.shownFields).toEqual(shownFields);
    const copy = await office.core.catalogue.copy(administrator, { activityTypeId });
    const { settings } = await office.core.catalogue.page(administrator, copy.activityTypeId);
    expect(settings.display.shownFields).toEqual(shownFields);
    // A file of before says nothing of it.
    const { shownFields: _, ...before } = file.type.display;
    const old = JSON.stringify({ ...file, type: { ...file.type, reference: 'OLD', display: before } });
    const imported = await office.core.catalogue.importFile(administrator, { file: old });
    const page = await office.core.catalogue.page(administrator, imported.activityTypeId);
    expect(page.settings.display.shownFields).toEqual([]);
  });
});
