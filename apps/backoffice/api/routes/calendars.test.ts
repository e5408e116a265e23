import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';
import { at } from '../../../../test/fixtures/booking-office.ts';

let office: BackofficeApi;
let anna: string;
beforeAll(async () => {
  office = await openBackofficeApi();
  anna = office.company.technicians.anna;
});
afterAll(() => office.close());

describe('the feed of a technician’s own work (S35)', () => {
  it('is read without a session, by whoever has its address, until it is revoked', async () => {
    const { reference } = await office.planned('mario', anna, at(12, '10:00'));
    const supervisor = await office.signedIn('supervisor');
    const made = await supervisor.unit('POST', `/technicians/${anna}/feed`);
    const { url } = made.body as { url: string };
    const { pathname } = new URL(url);
    const read = (headers: Record<string, string> = {}, path = pathname) =>
      office.api.request(path, { headers });

    const first = await read();
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('private, no-store');
    expect(await first.text()).toContain(reference);
    const etag = first.headers.get('etag') ?? '';
    expect((await read({ 'if-none-match': etag })).status).toBe(304);
    await office.planned('lisa', anna, at(13, '10:00'));
    expect((await read({ 'if-none-match': etag })).status, 'something changed').toBe(200);

    for (const path of ['/calendar/x.ics', pathname.replace(/..\.ics$/, 'AA.ics'), pathname.slice(0, -4)])
      expect((await read({}, path)).status, path).toBe(404);
    await supervisor.unit('DELETE', `/technicians/${anna}/feed`);
    expect((await read()).status, 'revoked').toBe(404);
  });

  it('is not asked without end from one network', async () => {
    const statuses = new Set<number>();
    for (let i = 0; i < 301; i += 1) statuses.add((await office.api.request('/calendar/x.ics')).status);
    expect([...statuses].sort()).toEqual([404, 429]);
    office.clock.advance(601);
    expect((await office.api.request('/calendar/x.ics')).status).toBe(404);
  });
});

describe('calendars that are read', () => {
  it('are refused with the field that is wrong', async () => {
    const supervisor = await office.signedIn('supervisor');
    const added = (body: object) => supervisor.unit('POST', `/technicians/${anna}/calendars`, { body });
    const sound = { kind: 'ical', name: 'Private', address: 'https://127.0.0.1/x.ics' };
    expect(await added(sound)).toMatchObject({
      status: 400,
      body: { code: 'invalid', field: 'address', reason: 'forbidden' },
    });
    expect(await added({ ...sound, kind: 'ftp' })).toMatchObject({ status: 400, body: { field: 'kind' } });
    expect(await added({ ...sound, name: '' })).toMatchObject({ status: 400, body: { field: 'name' } });
    expect((await supervisor.unit('GET', `/technicians/${anna}/calendars`)).body).toMatchObject({
      technician: { name: 'Anna Sample' },
      calendars: [],
      closed: false,
    });
  });
});
