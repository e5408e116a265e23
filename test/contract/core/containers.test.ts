import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('CAD-AT-09 CAD-LC-06 interventions that contain others, on %s', (engine) => {
  let office: BookingOffice;
  let drop: () => Promise<void>;
  /** The repair contains; the service is only made inside one. */
  let parentId: string;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    drop = made.drop;
    office = await openBookingOffice(made.store);
  });
  afterAll(async () => {
    await office.close();
    await drop();
  });

  const admin = () => staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
  const page = (id: string) => office.core.interventions.page(office.supervisor, id);
  const types = () => office.company.types;

  async function change(activityTypeId: string, changes: object): Promise<void> {
    const { revision } = await office.core.catalogue.page(admin(), activityTypeId);
    await office.core.catalogue.save(admin(), { activityTypeId, revision, changes });
  }

  async function create(activityTypeId: string, more: object = {}): Promise<string> {
    const { customerId, addressIds } = office.company.customers.mario;
    const { interventionId } = await office.core.interventions.create(office.supervisor, {
      ...{ activityTypeId, customerId, addressId: addressIds[0]!, comment: '' },
      idempotencyKey: office.key(),
      ...more,
    });
    return interventionId;
  }

  const cancel = (interventionId: string, parts?: 'cancel' | 'keep') =>
    office.core.bookings.cancel(office.supervisor, {
      ...{ interventionId, reason: 'other' as const, idempotencyKey: office.key() },
      ...(parts && { parts }),
    });
  const refused = (reason: string) => expect.objectContaining({ code: 'not-allowed', reason }) as Error;

  test('a type contains others or is only made inside one, never both', async () => {
    await expect(change(types().repair, { container: true, contained: true })).rejects.toMatchObject({
      code: 'invalid',
      field: 'contained',
      reason: 'container-too',
    });
    await change(types().repair, { container: true });
    parentId = await create(types().repair);
    expect(await page(parentId)).toMatchObject({ container: null, parts: [], can: { addPart: true } });
    // The control: work of a type that contains nothing takes no parts.
    expect((await page(await create(types().service))).can.addPart).toBe(false);
  });

  test('what is only made inside another is offered and made nowhere else', async () => {
    const bookable = async () => (await office.core.catalogue.bookable(office.mario)).map(({ id }) => id);
    const asked = { ...office.service(), from: '2027-01-12', days: 2 };
    // The control: before, it is.
    expect(await bookable()).toContain(types().service);
    expect((await office.core.availability.find(office.mario, asked)).days.length).toBeGreaterThan(0);
    await change(types().service, { contained: true });
    expect(await bookable()).not.toContain(types().service);
    await expect(office.core.availability.find(office.mario, asked)).rejects.toMatchObject({
      code: 'not-found',
      field: 'activityTypeId',
    });
    await expect(office.held(office.mario, at(12, '10:00'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(office.core.availability.assist(office.supervisor, asked)).rejects.toEqual(
      refused('contained-only'),
    );
    await expect(create(types().service)).rejects.toEqual(refused('contained-only'));
  });

  test('made inside one it stands on its page, with its state, and can be planned like any other', async () => {
    const id = await create(types().service, { parentId });
    expect(await page(parentId)).toMatchObject({ parts: [{ id, status: 'pending', plannedStart: null }] });
    const { typeName, reference } = await page(parentId);
    expect((await page(id)).container).toEqual({ id: parentId, reference, typeName });
    const request = { ...office.service(), interventionId: id };
    const { bestOffers } = await office.core.availability.assist(office.supervisor, request);
    const [{ technician, date, start, end } = expect.fail()] = bestOffers;
    await office.core.bookings.plan(office.supervisor, {
      ...{ interventionId: id, technicianId: technician.id, date, start, end, revision: 1 },
      idempotencyKey: office.key(),
    });
    expect((await page(parentId)).parts[0]?.plannedStart).toBeGreaterThan(0);
  });

  test('no circles, no other customer’s, no other unit’s, nothing into what is closed', async () => {
    const { customerId, addressIds } = office.company.customers.lisa;
    const part = (await page(parentId)).parts[0]!.id;
    await expect(create(types().repair, { parentId })).rejects.toEqual(refused('container-inside'));
    await expect(create(types().service, { parentId: part })).rejects.toEqual(refused('not-container'));
    await expect(
      create(types().service, { parentId, customerId, addressId: addressIds[0]! }),
    ).rejects.toEqual(refused('other-customer'));
    await expect(create(types().service, { parentId: office.company.companyId })).rejects.toMatchObject({
      code: 'not-found',
      field: 'parentId',
    });
    const closed = await create(types().repair);
    await cancel(closed);
    await expect(create(types().service, { parentId: closed })).rejects.toEqual(refused('container-closed'));
  });

  test('canceling one says what becomes of what it contains', async () => {
    const open = await create(types().service, { parentId });
    await expect(cancel(parentId)).rejects.toEqual(refused('has-parts'));
    const asked = { interventionId: parentId, reason: 'other' as const, idempotencyKey: office.key() };
    await expect(office.core.bookings.cancel(office.mario, asked)).rejects.toEqual(refused('has-parts'));
    expect((await page(open)).status).toBe('pending');
    await cancel(parentId, 'cancel');
    expect((await page(parentId)).parts.map(({ status }) => status)).toEqual(['canceled', 'canceled']);
    expect((await page(parentId)).can.addPart).toBe(false);

    const second = await create(types().repair);
    const kept = await create(types().service, { parentId: second });
    await cancel(second, 'keep');
    expect([(await page(second)).status, (await page(kept)).status]).toEqual(['canceled', 'pending']);
  });

  test('CAD-PD-02 texts speak of what contains it, as far as customers are shown that', async () => {
    const holding = await create(types().repair);
    const inside = await create(types().service, { parentId: holding });
    const { settings } = await office.core.catalogue.page(admin(), types().service);
    const text = { en: 'Part of {intervention.parent.reference} at {intervention.parent.address}.' };
    await change(types().service, { display: { ...settings.display, text } });
    const shown = async () => (await office.core.interventions.forAccess(office.mario, inside)).text;
    const { reference } = await page(holding);
    expect(await shown()).toContain(`Part of ${reference} at Städtle 1`);
    const ofParent = (await office.core.catalogue.page(admin(), types().repair)).settings.display;
    await change(types().repair, { display: { ...ofParent, hiddenFields: ['address'] } });
    expect(await shown()).not.toContain('Städtle');
    await change(types().repair, { display: { ...ofParent, hiddenStatuses: ['pending'] } });
    expect(await shown()).not.toContain(reference);
  });
});
