import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import { contextOf } from '../create-core.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { eventsOfSubject } from '@itinera/db';
import type { TypeSettings } from './settings-types.ts';

let office: BookingOffice;
let admin: BusinessUnitScope;
let typeId: string;
beforeEach(async () => {
  office = await openBookingOffice();
  admin = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  typeId = office.company.types.service;
});
afterEach(() => office.close());

const page = (id = typeId) => office.core.catalogue.page(admin, id);
async function save(changes: Partial<TypeSettings>, id = typeId) {
  const { revision } = await page(id);
  await office.core.catalogue.save(admin, { activityTypeId: id, revision, changes });
}
const refused = (changes: Partial<TypeSettings>) =>
  save(changes).then(
    () => 'taken',
    (error: { code: string; field?: string; reason?: string }) =>
      `${error.code} ${error.field} ${error.reason}`,
  );

describe('a new type', () => {
  it('takes a name alone, and everything else is as usual; without a name it is refused (CAD-AT-01, CAD-AT-10)', async () => {
    const { activityTypeId } = await office.core.catalogue.create(admin, { name: 'Chimney sweep' });
    const { settings, languages } = await page(activityTypeId);
    expect(settings).toMatchObject({
      name: { en: 'Chimney sweep' },
      reference: 'T1',
      kind: 'intervention',
      active: true,
      manual: true,
      portalShown: false,
      duration: 3600,
    });
    expect(languages).toEqual(['en', 'it']);
    const other = await office.core.catalogue.create(admin, { name: 'Another' });
    expect((await page(other.activityTypeId)).settings).toMatchObject({
      reference: 'T2',
      position: settings.position + 1,
    });
    await expect(office.core.catalogue.create(admin, { name: ' ' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'name',
    });
    // What it is made of is sound: it can be saved as it is.
    await save({ description: { en: 'Once a year' } }, activityTypeId);
  });
});

describe('saving a type', () => {
  it('changes the parts that are given, keeps the others, and enters who, from what, to what', async () => {
    const before = (await page()).settings;
    await save({ duration: 5400, skills: { 'heat-pump': 1 }, category: 'Heating' });
    expect((await page()).settings).toEqual({
      ...before,
      duration: 5400,
      skills: { 'heat-pump': 1 },
      category: 'Heating',
    });
    expect((await page()).categories).toEqual(['Heating']);
    await save({ category: 'HEATING' }, office.company.types.repair);
    expect((await page(office.company.types.repair)).settings.category, 'one of the list').toBe('Heating');
    const q = contextOf(office.core).db.read;
    const subject = { type: 'activity-type', id: typeId };
    const events = await eventsOfSubject(q, office.company.businessUnitId, subject);
    expect(events).toMatchObject([
      {
        kind: 'activity-type.changed',
        actorId: office.company.supervisor.staffUserId,
        data: {
          before: { duration: 3600, skills: {}, category: '' },
          after: { duration: 5400, skills: { 'heat-pump': 1 }, category: 'Heating' },
        },
      },
    ]);
  });

  it('of an older version is stale and brings the current one; the same twice is harmless', async () => {
    const { revision } = await page();
    const send = (duration: number) =>
      office.core.catalogue.save(admin, { activityTypeId: typeId, revision, changes: { duration } });
    await send(5400);
    await send(5400);
    await expect(send(7200)).rejects.toMatchObject({
      code: 'stale',
      details: { current: { revision: revision + 1, settings: { duration: 5400 } } },
    });
  });

  const impossible = [
    [{ notice: 14 * 86_400 }, 'notice beyond-horizon'],
    [{ horizonDays: 1, notice: 86_400 }, 'notice beyond-horizon'],
    [{ width: 900, step: 1800 }, 'width below-step'],
    [{ slack: 7260 }, 'slack above-width'],
    [{ duration: 86_400, bufferAfter: 60 }, 'duration longer-than-day'],
    [{ offeredHours: { '1': [{ from: '09:00', to: '10:00' }] } }, 'offeredHours below-width'],
    [{ offeredHours: { '1': [] } }, 'offeredHours none'],
    [{ name: { it: 'Manutenzione' } }, 'name default-language'],
    [{ reference: 'REPAIR' }, 'reference taken'],
    [{ skills: { welding: 2 } }, 'skills.welding unknown'],
    [{ logo: 'a'.repeat(64) }, 'logo gone'],
  ] satisfies [Partial<TypeSettings>, string][];
  it('refuses what is impossible with the field and the reason, and changes nothing', async () => {
    const before = await page();
    for (const [changes, told] of impossible) expect(await refused(changes)).toBe(`invalid ${told}`);
    expect(await page()).toEqual(before);
  });

  it('takes what is just possible (the control of the refusals)', async () => {
    await save({ notice: 14 * 86_400 - 1 });
    await save({ notice: 0, width: 1800, slack: 1800, duration: 86_400 });
    // A stretch over midnight, and over the end of the week, is one.
    const late = [{ from: '23:30', to: '24:00' }];
    await save({ offeredHours: { '7': late, '1': [{ from: '00:00', to: '00:30' }] }, width: 3600 });
    expect(await refused({ width: 3601 })).toBe('invalid offeredHours below-width');
  });
});

describe('the last change', () => {
  it('is told, and can be taken back once', async () => {
    const before = await page();
    expect(before.lastChange).toBeNull();
    office.clock.advance(60);
    await save({ duration: 5400, name: { en: 'Big service' } });
    const changed = await page();
    expect(changed.lastChange).toEqual({
      at: office.clock.now(),
      staffName: 'Sara Sample',
      parts: ['name', 'duration'],
    });
    const undo = (revision: number) =>
      office.core.catalogue.undo(admin, { activityTypeId: typeId, revision });
    await expect(undo(before.revision)).rejects.toMatchObject({ code: 'stale' });
    await undo(changed.revision);
    const after = await page();
    expect(after.settings).toEqual(before.settings);
    expect(after.lastChange).toBeNull();
    await expect(undo(after.revision)).rejects.toMatchObject({ reason: 'nothing-to-undo' });
  });
});

describe('switches of a type take effect', () => {
  const create = () => {
    const { customerId, addressIds } = office.company.customers.mario;
    return office.core.interventions.create(office.supervisor, {
      activityTypeId: typeId,
      customerId,
      addressId: addressIds[0]!,
      comment: '',
      idempotencyKey: office.key(),
    });
  };
  const offered = async () => (await office.core.catalogue.activityTypes(admin)).map(({ id }) => id);

  it('not created manually: staff are neither offered it nor can make one, customers still book it (CAD-AT-07)', async () => {
    await create();
    expect(await offered()).toContain(typeId);
    await save({ manual: false });
    expect(await offered()).not.toContain(typeId);
    await expect(create()).rejects.toMatchObject({ code: 'not-allowed', reason: 'type-not-manual' });
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    expect(interventionId).not.toBe('');
  });

  it('not shown: its visits are absent from the portal, whole (CAD-PD-01)', async () => {
    const { interventionId } = await office.booked(office.mario, at(13, '09:00'));
    const home = async () => JSON.stringify(await office.core.interventions.home(office.mario));
    expect(await home()).toContain(interventionId);
    await save({ portalShown: false });
    expect(await home()).not.toContain(interventionId);
    await expect(office.core.interventions.forAccess(office.mario, interventionId)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await office.core.catalogue.bookable(office.mario)).not.toContainEqual(
      expect.objectContaining({ id: typeId }),
    );
  });

  it('the most windows are the best ones; staff see all', async () => {
    const request = {
      activityTypeId: typeId,
      addressId: office.company.customers.mario.addressIds[0]!,
      days: 14,
    };
    const windows = async () =>
      (await office.core.availability.find(office.mario, request)).days.flatMap((day) => day.windows);
    const all = await windows();
    const staff = (await office.core.availability.assist(admin, request)).days.flatMap((day) => day.windows);
    await save({ mostWindows: 5 });
    const few = await windows();
    expect(few).toHaveLength(5);
    expect(all.length).toBeGreaterThan(5);
    for (const window of few) expect(all.map(({ start }) => start)).toContain(window.start);
    const after = (await office.core.availability.assist(admin, request)).days.flatMap((day) => day.windows);
    expect(after).toEqual(staff);
  });
});
