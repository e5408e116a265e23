import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { editIntervention } from './edit.ts';
import { contextOf } from '../set-up/index.ts';
import { plainDisplay, portalFields, type PortalDisplay } from '../shared/portal-display.ts';

let office: BookingOffice;
let admin: BusinessUnitScope;
let visitId: string;
const comment = 'the yellow door';
beforeEach(async () => {
  office = await openBookingOffice();
  admin = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  ({ interventionId: visitId } = await office.booked(office.mario, at(13, '09:00'), comment));
});
afterEach(() => office.close());

const input = (display: Partial<PortalDisplay>) => ({ ...plainDisplay, ...display });
async function show(display: Partial<PortalDisplay>) {
  const activityTypeId = office.company.types.service;
  const { revision } = await office.core.catalogue.page(admin, activityTypeId);
  await office.core.catalogue.save(admin, { activityTypeId, revision, changes: { display: input(display) } });
}
const visit = () => office.core.interventions.forAccess(office.mario, visitId);
/** Everything the portal gives of it. */
const given = async () => JSON.stringify([await visit(), await office.core.interventions.home(office.mario)]);
const card = (display: Partial<PortalDisplay>, scope = admin) =>
  office.core.interventions.portalCard(scope, {
    activityTypeId: office.company.types.service,
    interventionId: visitId,
    language: 'en',
    portalShown: true,
    display: input(display),
  });

/** Every code that there is. */
const everyCode =
  '{intervention.reference}|{intervention.address}|{intervention.address.zipCode}|{intervention.address.latitude}|' +
  '{intervention.assignedUsers.name}|{intervention.assignedUsers.email}|{intervention.comment}|' +
  '{intervention.duration}|{intervention.report.comment}';

describe('what a type hides', () => {
  it('is not in the data of the portal, in no place of it, and no code reaches it (CAD-PD-06, CAD-PD-07)', async () => {
    const { reference, technicianName, address } = await visit();
    const secrets = [reference!, technicianName!, address!.text, comment, '"duration":3600'];
    await show({ text: { en: everyCode } });
    const before = await given();
    for (const secret of secrets) expect(before, 'the control').toContain(secret);
    expect((await visit()).text.split('|')[0]).toBe(reference);
    await show({ text: { en: everyCode }, hiddenFields: [...portalFields] });
    const after = await given();
    for (const secret of secrets) expect(after).not.toContain(secret);
    expect(await visit()).toMatchObject({ text: '||||||||', history: [], technicianShown: false });
    expect(await office.core.interventions.home(office.mario)).toMatchObject({ recent: [] });
  });

  it('is each field alone; the others stay', async () => {
    const whole = await visit();
    for (const field of portalFields) {
      await show({ hiddenFields: [field] });
      const { history: _, ...seen } = await visit();
      const changed = Object.entries(seen).filter(
        ([part, value]) => JSON.stringify(value) !== JSON.stringify(whole[part as keyof typeof seen]),
      );
      // Nobody canceled it: there is no reason to hide. The history's entries name the reference too.
      expect(changed.length, field).toBe(field === 'cancel-reason' ? 0 : field === 'technician' ? 2 : 1);
    }
  });

  it('a status is a visit that is not there: not found, in no list, with nothing to be done (CAD-PD-06)', async () => {
    await show({ hiddenStatuses: ['canceled', 'terminated'] });
    expect(await given()).toContain(visitId);
    await show({ hiddenStatuses: ['pending'] });
    await expect(visit()).rejects.toMatchObject({ code: 'not-found' });
    expect(JSON.stringify(await office.core.interventions.home(office.mario))).not.toContain(visitId);
    const key = office.key();
    const cancel = () =>
      office.core.bookings.cancel(office.mario, {
        interventionId: visitId,
        reason: 'other',
        details: '',
        idempotencyKey: key,
      });
    await expect(cancel()).rejects.toMatchObject({ code: 'not-allowed' });
    await show({});
    await cancel();
    await show({ hiddenStatuses: ['canceled'] });
    await expect(visit()).rejects.toMatchObject({ code: 'not-found' });
    expect(
      JSON.stringify(await office.core.interventions.home(office.mario)),
      'nor its history',
    ).not.toContain(visitId);
  });

  it('the exact time is there only where the type shows it (CAD-PD-07)', async () => {
    expect((await visit()).plannedStart).toBeNull();
    await show({ time: 'exact' });
    const { plannedStart, promise } = await visit();
    expect(plannedStart).toBeGreaterThanOrEqual(promise!.start);
    expect(plannedStart).toBeLessThanOrEqual(promise!.end);
  });
});

describe('the words of a type', () => {
  it('are in the language of who reads, with real values (CAD-PD-02)', async () => {
    await show({
      heading: { en: 'Visit on {intervention.date}', it: 'Visita del {intervention.date}' },
      text: { en: 'By {intervention.assignedUsers.name}\nfor {intervention.customer.name}' },
      statusLabels: { pending: { en: 'All set', it: 'Tutto pronto' } },
    });
    const { technicianName } = await visit();
    expect(await visit()).toMatchObject({
      heading: 'Visit on 13 January 2027',
      text: `By ${technicianName}\nfor Mario Sample`,
      statusLabel: 'All set',
    });
    const italian = { ...office.mario, language: 'it' as const };
    expect(await office.core.interventions.forAccess(italian, visitId)).toMatchObject({
      heading: 'Visita del 13 gennaio 2027',
      statusLabel: 'Tutto pronto',
    });
  });

  it('for a status are computed, and follow what they speak of (CAD-LC-03)', async () => {
    await show({
      statusLabels: {
        pending: { en: 'All set, {intervention.assignedUsers.name} [{intervention.comment}]' },
      },
    });
    const { technicianName } = await visit();
    expect((await visit()).statusLabel).toBe(`All set, ${technicianName} [${comment}]`);
    const { revision } = await office.core.interventions.page(office.supervisor, visitId);
    const changed = { interventionId: visitId, revision, comment: '{intervention.title}' };
    await editIntervention(contextOf(office.core), office.supervisor, changed);
    expect((await visit()).statusLabel).toBe(`All set, ${technicianName} [{intervention.title}]`);
    // Other texts speak of it; it speaks of itself by the portal's own word.
    await show({
      statusLabels: { pending: { en: '{intervention.status}!' } },
      text: { en: 'It is: {intervention.status}' },
      hiddenFields: ['technician'],
    });
    expect(await visit()).toMatchObject({ statusLabel: 'pending!', text: 'It is: pending!' });
    await show({
      statusLabels: { pending: { en: '{intervention.assignedUsers.name}' } },
      hiddenFields: ['technician'],
    });
    expect((await visit()).statusLabel, 'nothing is left of it').toBeNull();
    await expect(show({ statusLabels: { pending: { it: '{intervention.dat}' } } })).rejects.toMatchObject({
      ...{ field: 'display.statusLabels.pending.it', reason: 'code' },
    });
  });

  it('with an unknown code are refused, with the place and what was meant', async () => {
    await expect(show({ text: { it: 'Il\n {intervention.dat}' } })).rejects.toMatchObject({
      code: 'invalid',
      field: 'display.text.it',
      reason: 'code',
      message: expect.stringMatching(/line 2, column 2.*write \{intervention\.date\}/) as string,
    });
    await expect(show({ heading: { en: '{intervention.custom.boiler}' } })).rejects.toMatchObject({
      reason: 'code',
    });
  });

  it('do not expand what customers wrote (S41)', async () => {
    const { interventionId } = await office.booked(
      office.mario,
      at(14, '09:00'),
      '{intervention.customer.email}',
    );
    await show({ text: { en: '[{intervention.comment}]' } });
    expect((await office.core.interventions.forAccess(office.mario, interventionId)).text).toBe(
      '[{intervention.customer.email}]',
    );
  });
});

describe('the preview of a display that is not saved', () => {
  it('is what the portal gives once it is saved, and changes nothing', async () => {
    const display = { heading: { en: 'On {intervention.date}' }, hiddenFields: ['address' as const] };
    const before = await visit();
    const { visit: previewed, absent, choices } = await card(display);
    expect(await visit()).toEqual(before);
    await show(display);
    const { history: _, actions: _actions, ...saved } = await visit();
    expect(previewed).toMatchObject(saved);
    expect(absent).toBeNull();
    expect(choices).toMatchObject([{ id: visitId, customerName: 'Mario Sample' }]);
    expect((await card({ hiddenStatuses: ['pending'] })).absent).toBe('status');
  });

  it('tells who may not look at customers no more of them by codes', async () => {
    const text = { en: '{intervention.customer.email}' };
    expect((await card({ text })).visit!.text).toBe('mario@example.com');
    const technical = staffScope(office.company, office.company.supervisor.staffUserId, [
      'technical-administrator',
    ]);
    expect((await card({ text }, technical)).visit!.text).toBe('');
  });
});
