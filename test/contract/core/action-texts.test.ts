import type { ActionSettings, BusinessUnitScope } from '@itinera/core';
import { emptyForm, plainDisplay, type PortalDisplay, type ShownField } from '@itinera/core/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { field } from '../../fixtures/boiler-form.ts';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

const shown = (form: ShownField['form'], code: string): ShownField => ({ form, code, label: {} });
const shownFields = [shown('activity', 'boiler'), shown('customer', 'contract')];
const words: ActionSettings = {
  kind: 'sign',
  enabled: true,
  place: 'intervention',
  label: { en: 'Sign for {intervention.custom.boiler}' },
  description: { en: 'Contract {intervention.customer.custom.contract}' },
  confirmation: { en: 'Thanks, {intervention.customer.custom.contract}' },
  icon: null,
  tellCustomer: true,
  notifyStaff: [],
  staffConfirms: false,
  resultingStatus: null,
  document: { en: 'We mend {intervention.custom.boiler}.\n\nUnder {intervention.customer.custom.contract}.' },
  minimumNotice: 0,
  limits: {},
  conditions: null,
};

/** What the texts of actions, and documents to sign, may tell of fields of forms and customers (CAD-AC-12, CAD-PD-05). */
describe.each(engines)('codes of own fields in the texts of actions on %s', (engine) => {
  let office: BookingOffice;
  let admin: BusinessUnitScope;
  let drop: () => Promise<void>;
  let interventionId: string;
  let activityTypeId: string;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    office = await openBookingOffice(made.store);
    admin = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
    activityTypeId = office.company.types.service;
    ({ interventionId } = await office.booked(office.mario, at(12, '09:00')));
    const definition = { ...emptyForm, fields: [field('text-area', 'boiler'), field('text-area', 'secret')] };
    const form = { activityTypeId, purpose: 'activity' as const };
    await office.core.forms.save(admin, { ...form, revision: 0, deletions: {}, definition });
    await answer('Vento 12', 0);
    await own('gold');
    await show({ shownFields });
  });
  afterAll(async () => {
    await office.close();
    await drop();
  });

  const answer = (boiler: string, revision: number) =>
    office.core.forms.answerVisit(admin, {
      ...{ interventionId, purpose: 'activity' as const, version: 1, revision, mode: 'final' as const },
      answers: { boiler, secret: 'kanarek' },
      idempotencyKey: office.key(),
    });
  async function own(contract: string) {
    const { customerId } = office.company.customers.mario;
    const { revision } = await office.core.customers.record(admin, customerId);
    const customFields = { contract, note: 'kanarek' };
    await office.core.customers.edit(admin, { customerId, revision, customFields });
  }
  async function show(display: Partial<PortalDisplay>) {
    const { revision } = await office.core.catalogue.page(admin, activityTypeId);
    const changes = { display: { ...plainDisplay, ...display } };
    await office.core.catalogue.save(admin, { activityTypeId, revision, changes });
  }
  const save = (changes: Partial<ActionSettings> = {}) =>
    office.core.portalActions.save(admin, { ...words, ...changes, activityTypeId });
  const remove = async (actionId: string) => {
    const { actions } = await office.core.portalActions.page(admin, activityTypeId);
    const { revision } = actions.find(({ id }) => id === actionId)!;
    await office.core.portalActions.remove(admin, { activityTypeId, actionId, revision });
  };
  const open = async (actionId: string) => {
    const page = await office.core.documents.page(office.mario, { interventionId, actionId });
    if (page.state !== 'open') throw new Error(page.state);
    return page.document;
  };
  const card = (scope: BusinessUnitScope, settings: ActionSettings = words) => {
    const { place, label, description, confirmation, document } = settings;
    return office.core.interventions.actionCard(scope, {
      ...{ activityTypeId, interventionId, place, language: 'en' as const },
      ...{ label, description, confirmation, document },
    });
  };

  test('CAD-AC-12 CAD-PD-05 label, description, confirmation and document tell what the type shows; the preview says the same', async () => {
    const { actionId } = await save();
    const read = await open(actionId);
    expect(read).toMatchObject({
      title: 'Sign for Vento 12',
      description: 'Contract gold',
      confirmation: 'Thanks, gold',
      text: 'We mend Vento 12.\n\nUnder gold.',
    });
    const { title: label, description, confirmation, text: document } = read;
    expect(await card(admin)).toEqual({ label, description, confirmation, document });
    // Who may not look at customers reads nothing of them by a code.
    const technical = { ...admin, roles: ['technical-administrator'] as BusinessUnitScope['roles'] };
    expect(await card(technical)).toMatchObject({ label, description: 'Contract' });
    await remove(actionId);
  });

  test('CAD-AC-12 a field that is not shown, or is none, is refused with its place; the preview has nothing of it', async () => {
    for (const [code, meant] of [
      ['{intervention.custom.secret}', /is no code/],
      ['{intervention.custom.boyler}', /write \{intervention\.custom\.boiler\}/],
      ['{intervention.customer.custom.note}', /is no code/],
      ['{intervention.parent.custom.boiler}', /is no code/],
    ] as const)
      for (const part of ['label', 'description', 'confirmation', 'document'] as const)
        await expect(save({ [part]: { en: `So\n${code}` } })).rejects.toMatchObject({
          ...{ code: 'invalid', field: `${part}.en`, reason: 'code', details: { line: 2 } },
          message: expect.stringMatching(meant) as string,
        });
    const hidden = { en: 'a{intervention.custom.secret}{intervention.customer.custom.note}b' };
    expect(await card(admin, { ...words, description: hidden })).toMatchObject({ description: 'ab' });
    expect(await card(admin, { ...words, place: 'home' }), 'the home page knows no visit').toMatchObject({
      label: 'Sign for',
      description: 'Contract gold',
    });
  });

  test('CAD-AC-02 on the home page the own fields of the customer are told', async () => {
    const home = { kind: 'message' as const, place: 'home' as const, document: {} };
    const { actionId } = await save({ ...home, label: { en: 'Write' } });
    const { actions } = await office.core.interventions.home(office.mario);
    expect(actions.find(({ id }) => id === actionId)).toMatchObject({ description: 'Contract gold' });
    await remove(actionId);
  });

  test('what an action speaks of stays shown: the display says which action, and taking a change back cannot bring it', async () => {
    const { actionId } = await save();
    const { actions } = await office.core.portalActions.page(admin, activityTypeId);
    await expect(show({ shownFields: shownFields.slice(0, 1) })).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'display', reason: 'in-action' },
      details: {
        ...{ codes: ['{intervention.customer.custom.contract}'], action: actions.length },
        ...{ kind: 'sign', label: { en: expect.stringMatching(/^Sign for/) as string } },
      },
    });
    await show({ shownFields: shownFields.toReversed() });
    await remove(actionId);
    const { lastChange } = await office.core.portalActions.page(admin, activityTypeId);
    await show({});
    const undo = () =>
      office.core.portalActions.undo(admin, { activityTypeId, sequence: lastChange!.sequence });
    await expect(undo()).rejects.toMatchObject({ code: 'invalid', field: 'label.en', reason: 'code' });
    await show({ shownFields });
    await undo();
    expect((await open(actionId)).title).toBe('Sign for Vento 12');
    await remove(actionId);
  });

  test('S40 S41 hostile values stay words in one line or several, and a code in one is never expanded', async () => {
    const { actionId } = await save();
    const texts = ['{intervention.customer.name}', ...hostileTexts.filter((_, n) => n % 60 === 0)];
    for (const text of texts) {
      const { revision } = await office.core.forms.ofVisit(admin, { interventionId, purpose: 'activity' });
      await answer(text, revision);
      await own(text);
      const read = await open(actionId);
      expect(read.title).toBe(`Sign for ${text}`);
      expect(read.text).toBe(`We mend ${text}.\n\nUnder ${text}.`);
    }
    await remove(actionId);
  });

  test('a type as a file, and a copy, carry the texts with the fields that they speak of', async () => {
    const { actionId } = await save();
    const copy = await office.core.catalogue.copy(admin, { activityTypeId });
    const copied = await office.core.portalActions.page(admin, copy.activityTypeId);
    expect(copied.actions.at(-1)).toMatchObject({ kind: 'sign', document: words.document });
    const file = await office.core.catalogue.exportFile(admin, activityTypeId);
    const without = { ...file.type, reference: 'BARE', display: { ...file.type.display, shownFields: [] } };
    await expect(
      office.core.catalogue.importFile(admin, { file: JSON.stringify({ ...file, type: without }) }),
    ).rejects.toMatchObject({ code: 'invalid', reason: 'code' });
    await remove(actionId);
  });
});
