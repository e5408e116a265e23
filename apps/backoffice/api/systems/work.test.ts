import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';
import { at } from '../../../../test/fixtures/booking-office.ts';
import { openImportDesk } from '../../../../test/fixtures/import-desk.ts';
import { otherSystem, type OtherSystem } from '../../../../test/fixtures/other-system.ts';

let office: BackofficeApi;
let system: OtherSystem;
beforeAll(async () => {
  office = await openBackofficeApi();
  system = await otherSystem(office);
});
afterAll(() => office.close());

const once = () => ({ headers: { 'idempotency-key': office.key() } });
interface Page<T> {
  items: T[];
  next: string | null;
}

describe('customers', () => {
  it('are made once for a key, read, and changed by who read them last', async () => {
    const body = { name: 'Rossi Heating', status: 'active', kind: 'company', externalReference: 'R-17' };
    const command = { body, ...once() };
    const made = await system.ask('POST', '/customers', command);
    expect(made).toMatchObject({ status: 201, body: { ...body, revision: 1 } });
    expect((await system.ask('POST', '/customers', command)).body).toEqual(made.body);
    const changed = { ...command, body: { ...body, name: 'Other' } };
    expect(await system.ask('POST', '/customers', changed)).toMatchObject({ status: 422 });
    expect(await system.ask('POST', '/customers', { body })).toMatchObject({
      status: 400,
      body: { field: 'idempotency-key', code: 'invalid' },
    });
    const { id } = made.body as { id: string };
    const edit = { body: { phone: '+4232330000', revision: 1 } };
    const edited = await system.ask('PATCH', `/customers/${id}`, edit);
    expect(edited).toMatchObject({ status: 200, body: { phone: '+4232330000', revision: 2 } });
    const late = { body: { phone: '+4232330001', revision: 1 } };
    expect(await system.ask('PATCH', `/customers/${id}`, late)).toMatchObject({
      status: 409,
      body: { code: 'stale', current: { id, phone: '+4232330000', revision: 2 } },
    });
    const { history } = await office.core.customers.record(office.supervisor, id);
    expect(history.map(({ actorName }) => actorName)).toEqual(['Webshop', 'Webshop']);
  });

  it.each([
    ['a field that keys do not write', { responsibleId: randomUUID() }, 'responsibleId'],
    ['a status that is none', { status: 'gone' }, 'status'],
    ['no address', { email: 'nobody' }, 'email'],
  ])('are refused by name: %s', async (_name, fields, field) => {
    const body = { name: 'A', status: 'active', ...fields };
    const answer = await system.ask('POST', '/customers', { body, ...once() });
    expect(answer).toMatchObject({ status: 400, body: { field } });
    expect((answer.body as { remedy: string }).remedy).toMatch(/field/);
  });

  it('are listed in pages that hold everybody once, found by words', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = `?limit=1${cursor && `&cursor=${cursor}`}`;
      const { body } = await system.ask('GET', `/customers${query}`);
      const page: Page<{ id: string }> = body as Page<{ id: string }>;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    const { mario, lisa } = office.company.customers;
    expect(seen).toEqual(expect.arrayContaining([mario.customerId, lisa.customerId]));
    expect(new Set(seen).size).toBe(seen.length);
    const found = (await system.ask('GET', '/customers?search=lisa')).body as Page<{ id: string }>;
    expect(found.items.map(({ id }) => id)).toEqual([lisa.customerId]);
    // CAD-CS-07.
    const ids = async (query: string) =>
      ((await system.ask('GET', `/customers?${query}`)).body as Page<{ id: string }>).items.map(
        ({ id }) => id,
      );
    const { dora } = office.company.customers;
    expect(seen).not.toContain(dora.customerId);
    expect(await ids('search=dora')).toEqual([]);
    expect(await ids('search=dora&withInactive=yes')).toEqual([dora.customerId]);
    expect(await ids('search=sample&kind=company')).toEqual([lisa.customerId]);
    office.clock.advance(60);
    const since = encodeURIComponent(new Date(office.clock.now() * 1000).toISOString());
    expect(await ids(`updatedFrom=${since}`)).toEqual([]);
    const { revision } = (await system.ask('GET', `/customers/${mario.customerId}`)).body as {
      revision: number;
    };
    const change = { body: { phone: '+4232330002', revision } };
    expect(await system.ask('PATCH', `/customers/${mario.customerId}`, change)).toMatchObject({
      status: 200,
    });
    expect(await ids(`updatedFrom=${since}`)).toEqual([mario.customerId]);
    expect(await ids(`updatedTo=${since}`)).not.toContain(mario.customerId);
    expect((await system.ask('GET', '/customers?kind=dog')).body).toMatchObject({ field: 'kind' });
    expect((await system.ask('GET', '/customers?cursor=x')).body).toMatchObject({ field: 'cursor' });
    expect((await system.ask('GET', '/customers?limit=101')).body).toMatchObject({ field: 'limit' });
    expect((await system.ask('GET', '/customers?role=x')).body).toMatchObject({ field: 'role' });
    const sites = (await system.ask('GET', `/customers/${mario.customerId}/addresses`)).body;
    expect(sites).toMatchObject({ items: [{ id: mario.addressIds[0], city: 'Vaduz' }, { city: 'Schaan' }] });
    expect(JSON.stringify(sites)).not.toContain('accessNotes');
  });
});

describe('interventions', () => {
  const make = async (type: 'service' | 'repair') => {
    const { customerId, addressIds } = office.company.customers.mario;
    const body = {
      activityTypeId: office.company.types[type],
      customerId,
      addressId: addressIds[0],
      comment: type,
    };
    const made = await system.ask('POST', '/interventions', { body, ...once() });
    expect(made).toMatchObject({ status: 201, body: { status: 'pending', promise: null, comment: type } });
    return made.body as { id: string; revision: number; reference: string };
  };

  it('are made, changed, planned, moved back in time for nobody else, and canceled', async () => {
    const { id, revision } = await make('service');
    const path = `/interventions/${id}`;
    const changed = await system.ask('PATCH', path, { body: { comment: 'Ring twice', revision } });
    expect(changed).toMatchObject({ status: 200, body: { comment: 'Ring twice', revision: revision + 1 } });
    expect(await system.ask('PATCH', path, { body: { comment: 'Late', revision } })).toMatchObject({
      status: 409,
      body: { current: { id, comment: 'Ring twice' } },
    });
    const start = '2027-01-13T08:00:00+00:00';
    const technicianId = office.company.technicians.anna;
    const slot = { start, end: '2027-01-13T11:00:00+01:00', technicianId };
    const stale = { body: { ...slot, revision }, ...once() };
    const told = await system.ask('POST', `${path}/plan`, stale);
    expect(told).toMatchObject({ status: 409, body: { code: 'stale', current: { id } } });
    expect(JSON.stringify(told.body)).not.toContain('history');
    const plan = { body: { ...slot, revision: revision + 1 }, ...once() };
    expect(await system.ask('POST', `${path}/plan`, plan)).toMatchObject({
      status: 200,
      body: {
        promise: { start: '2027-01-13T09:00:00+01:00', zone: 'Europe/Vaduz' },
        technician: { id: technicianId, name: 'Anna Sample' },
      },
    });
    expect(await system.ask('POST', `${path}/cancel`, { body: { reason: 'no' }, ...once() })).toMatchObject({
      status: 400,
      body: { field: 'reason' },
    });
    const cancel = { body: { reason: 'other', details: 'Withdrawn' }, ...once() };
    expect(await system.ask('POST', `${path}/cancel`, cancel)).toMatchObject({
      status: 200,
      body: { status: 'canceled', cancelReason: 'other' },
    });
    expect((await system.ask('POST', `${path}/cancel`, cancel)).status).toBe(200);
    expect(await system.ask('POST', `${path}/cancel`, { ...cancel, ...once() })).toMatchObject({
      status: 403,
      body: { reason: 'status' },
    });
    expect(await system.ask('PATCH', path, { body: { comment: 'x', revision: 9 } })).toMatchObject({
      status: 403,
    });
    expect(await office.audit()).toMatchObject({ overlaps: 0, broken: [], mistimed: [] });
  });

  it('CAD-LC-05 are made or found by the other system’s own reference: asked twice, there is one', async () => {
    const { customers, types } = office.company;
    const [addressId, other] = customers.mario.addressIds;
    const body = {
      ...{
        activityTypeId: types.service,
        customerId: customers.mario.customerId,
        addressId,
        comment: 'Ring',
      },
      externalReference: ' order-4711 ',
    };
    const post = (more: object = {}, command = once()) =>
      system.ask('POST', '/interventions', { body: { ...body, ...more }, ...command });
    const command = once();
    const made = await post({}, command);
    expect(made).toMatchObject({ status: 201, body: { externalReference: 'order-4711', comment: 'Ring' } });
    const { id, revision } = made.body as { id: string; revision: number };
    const again = await post({ comment: 'Ring twice' });
    expect(again).toMatchObject({ status: 201, body: { id, comment: 'Ring twice', revision: revision + 1 } });
    // The first request once more has no effect of its own.
    expect((await post({}, command)).body).toMatchObject({
      id,
      comment: 'Ring twice',
      revision: revision + 1,
    });
    expect((await post({ comment: 'Ring twice' })).body).toMatchObject({ revision: revision + 1 });
    const many = await Promise.all(
      Array.from({ length: 5 }, () => post({ externalReference: 'order-4712' })),
    );
    expect(new Set(many.map((one) => (one.body as { id: string }).id)).size).toBe(1);
    const { items } = (await system.ask('GET', '/interventions?search=order-4711')).body as Page<{
      id: string;
    }>;
    expect(items.map((one) => one.id)).toEqual([id]);

    for (const more of [{ activityTypeId: types.repair }, { addressId: other }])
      expect(await post(more)).toMatchObject({
        ...{ status: 403, body: { field: 'externalReference', reason: 'taken' } },
      });
    const unnamed = await make('service');
    expect(await post({ externalReference: unnamed.reference })).toMatchObject({
      ...{ status: 403, body: { reason: 'taken' } },
    });
    expect(await post({ externalReference: '' })).toMatchObject({
      ...{ status: 400, body: { field: 'externalReference' } },
    });
    const maker = await otherSystem(office, { rights: ['create', 'view'] });
    const ask = (comment: string) =>
      maker.ask('POST', '/interventions', { body: { ...body, comment }, ...once() });
    expect(await ask('Ring twice')).toMatchObject({ status: 201, body: { id } });
    expect(await ask('Mine')).toMatchObject({ status: 403, body: { field: 'comment', reason: 'right' } });
  });

  it('CAD-AP-01 CAD-RE-01 are closed with their times and result, once, by keys that may', async () => {
    const { id, revision } = await make('service');
    const path = `/interventions/${id}/close`;
    const times = { startedAt: '2027-01-11T06:00:00+01:00', endedAt: '2027-01-11T06:45:00+01:00' };
    const close = { body: { ...times, result: 'ko', reason: 'no-show', revision }, ...once() };
    expect(
      await system.ask('POST', path, { ...close, body: { ...close.body, reason: undefined } }),
    ).toMatchObject({
      status: 400,
      body: { field: 'closing.reason' },
    });
    expect(await system.ask('POST', path, { ...close, body: { ...close.body, revision: 9 } })).toMatchObject({
      status: 409,
      body: { current: { id, status: 'pending' } },
    });
    const closed = await system.ask('POST', path, close);
    expect(closed).toMatchObject({
      status: 200,
      body: { status: 'terminated', result: 'ko' },
    });
    expect(closed.body).toMatchObject({ resultReason: 'no-show', actualEnd: '2027-01-11T05:45:00Z' });
    expect((await system.ask('POST', path, close)).body).toEqual(closed.body);
    expect(await system.ask('POST', path, { body: { ...close.body, revision: 2 }, ...once() })).toMatchObject(
      {
        status: 403,
        body: { reason: 'state' },
      },
    );
  });

  it('of types that a key is not for are not found, by whichever route, and not listed', async () => {
    const own = await otherSystem(office, { activityTypeIds: [office.company.types.repair] });
    const [service, repair] = [await make('service'), await make('repair')];
    const { body } = await own.ask('GET', '/interventions');
    const listed = (body as Page<{ id: string; activityTypeId: string }>).items;
    expect(new Set(listed.map(({ activityTypeId }) => activityTypeId))).toEqual(
      new Set([office.company.types.repair]),
    );
    const asked = `/interventions?activityTypeId=${office.company.types.service}`;
    expect((await own.ask('GET', asked)).body).toEqual({ items: [], next: null });
    const times = { start: '2027-01-13T09:00:00+01:00', end: '2027-01-13T11:00:00+01:00', revision: 1 };
    const questions: [string, string, object | undefined][] = [
      ['GET', '', undefined],
      ['PATCH', '', { comment: 'x', revision: 1 }],
      ['POST', '/plan', times],
      ['POST', '/cancel', { reason: 'other' }],
      ['POST', '/close', { startedAt: times.start, endedAt: times.start, result: 'ok', revision: 1 }],
    ];
    for (const [method, rest, body] of questions) {
      const path = `/interventions/${service.id}${rest}`;
      expect((await own.ask(method, path, { ...(body && { body }), ...once() })).status, path).toBe(404);
    }
    expect((await own.ask('POST', '/slots', { body: { interventionId: service.id } })).status).toBe(404);
    expect((await own.ask('GET', `/activity-types/${office.company.types.service}`)).status).toBe(404);
    // The control.
    expect((await own.ask('GET', `/interventions/${repair.id}`)).status).toBe(200);
    expect((await own.ask('GET', '/activity-types')).body).toMatchObject({
      items: [{ reference: 'REPAIR' }],
    });
    expect(await own.ask('GET', `/activity-types/${office.company.types.repair}`)).toMatchObject({
      status: 200,
      body: { skills: { 'heat-pump': 2 }, duration: 7200 },
    });
  });

  it('are the same record by a button, a file, the portal and a key (CAD-IM-01)', async () => {
    const { core, company } = office;
    const { customerId, addressIds } = company.customers.mario;
    const activityTypeId = company.types.service;
    const desk = await openImportDesk(core, company);
    const button = await (
      await office.signedIn('supervisor')
    ).unit('POST', '/interventions', {
      body: { activityTypeId, customerId, addressId: addressIds[0], comment: '' },
      ...once(),
    });
    const key = await make('service');
    const portal = await office.booked(office.mario, at(15, '09:00'));
    const { reference } = await core.customers.record(office.supervisor, customerId);
    const file = `reference,intervention_type_id,customer.reference\nF-1,${activityTypeId},${reference}\n`;
    expect((await desk.take(file, { target: 'interventions' })).counts).toMatchObject({ created: 1 });
    const { items } = await core.interventions.list(office.supervisor, { search: 'F-1' });
    const ids = [
      (button.body as { interventionId: string }).interventionId,
      key.id,
      portal.interventionId,
      items[0]!.id,
    ];
    for (const id of ids) {
      const one = await core.interventions.page(office.supervisor, id);
      expect(one).toMatchObject({
        ...{ typeId: activityTypeId, customerId, status: 'pending', duration: 3600, otherColumns: [] },
        address: { id: addressIds[0] },
        reference: expect.stringMatching(/^V-\d{5}$/) as string,
      });
      expect(one.history).toHaveLength(1);
    }
    expect(new Set(ids).size).toBe(4);
  });

  it('come in pages, the newest first, while more are made, narrowed by time and status', async () => {
    for (let n = 0; n < 3; n++) await make('service');
    const first = (await system.ask('GET', '/interventions?limit=2')).body as Page<{ id: string }>;
    await make('service');
    const second = (await system.ask('GET', `/interventions?limit=2&cursor=${first.next}`)).body as Page<{
      id: string;
    }>;
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    const { reference } = await office.planned('lisa', office.company.technicians.ben, at(13, '09:00'));
    const day = 'from=2027-01-13T00:00:00%2B01:00&to=2027-01-14T00:00:00%2B01:00';
    const planned = (await system.ask('GET', `/interventions?${day}&status=pending&status=canceled`)).body;
    expect((planned as Page<{ reference: string }>).items.map((one) => one.reference)).toContain(reference);
    expect((await system.ask('GET', `/interventions?${day}&status=terminated`)).body).toMatchObject({
      items: [],
    });
    // CAD-IM-04, CAD-PL-26.
    type Listed = { id: string; promise: object | null; confirmedAt: string | null; revision: number };
    const narrowed = async (query: string) =>
      ((await system.ask('GET', `/interventions?${query}`)).body as Page<Listed>).items;
    const withoutTime = await narrowed('withoutStart=yes');
    expect(withoutTime.length).toBeGreaterThan(0);
    expect(withoutTime.filter(({ promise }) => promise !== null)).toEqual([]);
    expect((await narrowed('withoutStart=no')).filter(({ promise }) => promise === null)).toEqual([]);
    const [unconfirmed] = await narrowed('withoutStart=no&appointment=no&status=pending');
    const scope = office.supervisor;
    const { id: interventionId, revision } = unconfirmed!;
    await office.core.interventions.setConfirmed(scope, { interventionId, confirmed: true, revision });
    const confirmed = await narrowed('appointment=yes');
    expect(confirmed.map(({ id }) => id)).toContain(interventionId);
    expect(confirmed.filter(({ confirmedAt }) => confirmedAt === null)).toEqual([]);
    expect(await narrowed(`parentId=${interventionId}`)).toEqual([]);
    expect((await system.ask('GET', '/interventions?appointment=1')).body).toMatchObject({
      field: 'appointment',
    });
    expect((await system.ask('GET', '/interventions?status=gone')).body).toMatchObject({ field: 'status' });
  });

  it('name no technician to a key that does not see whole schedules (CAD-AP-02)', async () => {
    const { interventionId } = await office.planned('lisa', office.company.technicians.ben, at(14, '09:00'));
    const viewer = await otherSystem(office, { rights: ['view', 'slots'] });
    const seen = await viewer.ask('GET', `/interventions/${interventionId}`);
    expect(seen.body).toMatchObject({ promise: { start: '2027-01-14T09:00:00+01:00' } });
    expect(JSON.stringify(seen.body)).not.toMatch(/Ben|technician/);
    expect((await system.ask('GET', `/interventions/${interventionId}`)).body).toMatchObject({
      technician: { name: 'Ben Sample' },
    });
  });
});
