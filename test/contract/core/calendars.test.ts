import { contextOf, setUp } from '@itinera/core/set-up';
import { listStaleCalendars } from '@itinera/db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { at, openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { icsFile, openCalendarHost, type CalendarHost } from '../../fixtures/calendar-host.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines, makeMigratedTarget, sql } from '../db/stores.ts';

const hour = 3600;
const morning = ['DTSTART;TZID=Europe/Vaduz:20270112T103000', 'DTEND;TZID=Europe/Vaduz:20270112T110000'];
const secret = 'SUMMARY:Oncologist, bring results';
/** About 40 km to the north: more than an hour on the roads of these tests. */
const farAway = 'GEO:47.5;9.52';

/** What a geocoder knows. */
const clinic = {
  street: 'Essanestrasse',
  housenumber: '4',
  postcode: '9492',
  city: 'Eschen',
  country: 'LI',
  lon: 9.5215,
  lat: 47.2107,
};

describe.each(engines)('external calendars on %s (CAD-PL-31)', (engine) => {
  let host: CalendarHost;
  let office: BookingOffice;
  let drop: () => Promise<void>;
  let target: Awaited<ReturnType<typeof makeMigratedTarget>>['target'];
  let administrator: ReturnType<typeof staffScope>;
  let anna: string;
  beforeAll(async () => {
    host = await openCalendarHost();
    const made = await makeMigratedTarget(engine);
    ({ drop, target } = made);
    office = await openBookingOffice(made.store, { web: host.web, collectedAddresses: [clinic] });
    anna = office.company.technicians.anna;
    const { companyId, businessUnitId } = office.company;
    const { staffUserId } = await setUp(office.core).staffUser({
      companyId,
      name: 'Ada Sample',
      email: 'ada@vaduz-heating.example',
      language: 'it',
      roles: [{ businessUnitId, role: 'administrator' }],
    });
    administrator = staffScope(office.company, staffUserId, ['administrator']);
  });
  afterAll(async () => {
    await office.close();
    await host.close();
    await drop();
  });
  beforeEach(async () => {
    for (const { id } of (await calendars().list(administrator, anna)).calendars)
      await calendars().remove(administrator, { technicianId: anna, calendarId: id });
  });

  const calendars = () => office.core.calendars;
  const work = async () => {
    while ((await office.core.jobs.runDue('test')) > 0);
  };
  const add = async (path: string, ...events: string[][]): Promise<string> => {
    host.put(path, { body: icsFile(...events) });
    const address = host.address(path);
    const input = { technicianId: anna, kind: 'ical' as const, name: 'Private', address };
    return (await calendars().add(office.supervisor, input)).calendarId;
  };
  /** When anna can begin a yearly service at mario's, on Tuesday. */
  const starts = async (): Promise<string[]> => {
    const { offers } = await office.core.availability.assist(office.supervisor, {
      ...office.service(),
      from: '2027-01-12',
      days: 1,
    });
    const clock = (instant: number) => new Date((instant + hour) * 1000).toISOString().slice(11, 16);
    return [
      ...new Set(
        offers.filter(({ technician }) => technician.id === anna).map((offer) => clock(offer.plannedStart)),
      ),
    ].sort();
  };

  /** Anna's Tuesday as her calendar page tells it. */
  const resolved = async () =>
    (await office.core.technicians.calendar(office.supervisor, anna, '2027-01-12')).days[1];

  test('a busy event takes its time away; its title and address are nowhere', async () => {
    const before = await starts();
    expect(before).toEqual(expect.arrayContaining(['10:00', '10:30']));
    const id = await add('/secret-path.ics', [...morning, secret]);
    const after = await starts();
    expect(after).not.toContain('10:00');
    expect(after.length).toBeGreaterThan(0);
    const rows = await Promise.all(
      ['external_calendar', 'external_event', 'event', 'message'].map((table) =>
        sql<object>(target, `SELECT * FROM ${table}`),
      ),
    );
    expect(JSON.stringify(rows)).not.toMatch(/Oncologist|secret-path/);
    expect(JSON.stringify(rows), 'the control').toContain('Private');
    const { calendars: shown } = await calendars().list(office.supervisor, anna);
    expect(JSON.stringify(shown)).not.toMatch(/Oncologist|secret-path/);
    expect(shown).toMatchObject([{ name: 'Private', state: 'fresh', problem: null }]);
    const day = await office.core.availability.routeDay(office.supervisor, anna, '2027-01-12');
    expect(day.stops).toEqual([]);
    expect((await resolved())?.pieces).toContainEqual({
      start: at(12, '10:30'),
      end: at(12, '11:00'),
      working: false,
      reasons: [{ kind: 'private', name: null }],
    });
    await calendars().remove(office.supervisor, { technicianId: anna, calendarId: id });
    expect(await starts()).toEqual(before);
  });

  test('an event with a place is driven to and from: fewer times than without one', async () => {
    const id = await add('/nowhere.ics', morning);
    const cut = await starts();
    await calendars().remove(administrator, { technicianId: anna, calendarId: id });
    await add('/far.ics', [...morning, farAway, secret]);
    const driven = await starts();
    expect(cut).toContain('09:00');
    expect(driven).not.toContain('09:00');
    expect(driven).not.toContain('11:30');
    expect(driven).toEqual(expect.arrayContaining(['08:01', '13:07', '14:00']));
    const day = await office.core.availability.routeDay(office.supervisor, anna, '2027-01-12');
    expect(day.stops).toMatchObject([
      { kind: 'other', place: null, start: at(12, '10:30'), end: at(12, '11:00'), lateness: 0 },
    ]);
    expect(JSON.stringify(day.stops)).not.toContain('47.5');
    expect((await resolved())?.visits).toMatchObject([{ kind: 'other', customerName: null }]);
    await office.booked(office.mario, at(12, '13:00'));
    const booked = await office.core.availability.routeDay(office.supervisor, anna, '2027-01-12');
    expect(booked.stops.map(({ kind }) => kind)).toEqual(['other', 'visit']);
    expect(booked.totals.travel).toBeGreaterThan(2 * hour);
    expect(await office.audit()).toMatchObject({ overlaps: 0, broken: [] });
    const own = await sql<{ id: string }>(
      target,
      `SELECT id FROM assignment WHERE technician_id = '${anna}'`,
    );
    expect(own.every(({ id: row }) => !row.startsWith('external'))).toBe(true);
  });

  test('words are a place where they are clearly an address, and are not kept', async () => {
    await add(
      '/words.ics',
      [...morning, 'LOCATION:Dr. Sample\\, Essanestrasse 4\\, 9492 Eschen'],
      ['DTSTART:20270113T090000Z', 'DURATION:PT1H', 'LOCATION:Meeting room 4'],
    );
    const kept = await sql<{ lon: number | null }>(target, 'SELECT * FROM external_event ORDER BY starts_at');
    expect(kept.map(({ lon }) => lon)).toEqual([clinic.lon, null]);
    expect(JSON.stringify(kept)).not.toMatch(/Sample|Meeting/);
  });

  test('asks only for what is new, and takes away what is gone', async () => {
    let body = icsFile(morning);
    host.put('/version.ics', ({ headers }) => {
      const etag = `"${body.length}"`;
      return headers['if-none-match'] === etag ? { status: 304 } : { body, headers: { etag } };
    });
    const address = host.address('/version.ics');
    await calendars().add(administrator, { technicianId: anna, kind: 'ical', name: 'v', address });
    const read = async () => {
      office.clock.advance(20 * 60);
      host.asked.length = 0;
      await work();
      return host.asked.map(({ headers }) => headers['if-none-match']);
    };
    expect(await read()).toEqual([`"${body.length}"`]);
    expect(await starts()).not.toContain('10:00');
    body = icsFile();
    await read();
    expect(await starts()).toContain('10:00');
  });

  test('by CalDAV, with name and password', async () => {
    host.put('/dav/', ({ method, headers, body }) => {
      const pair = Buffer.from((headers.authorization ?? '').slice(6), 'base64').toString();
      if (method !== 'REPORT' || pair !== 'anna:app-password') return { status: 401 };
      expect(headers['depth']).toBe('1');
      expect(body).toMatch(/time-range start="2026122\dT\d{6}Z"/);
      const data = icsFile([...morning, secret]).replaceAll('&', '&amp;');
      return {
        status: 207,
        body:
          '<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav">' +
          `<d:response><d:propstat><d:prop><cal:calendar-data>${data}</cal:calendar-data></d:prop>` +
          '<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>',
      };
    });
    const input = {
      technicianId: anna,
      kind: 'caldav' as const,
      name: 'dav',
      address: host.address('/dav/'),
    };
    await expect(
      calendars().add(administrator, { ...input, userName: 'anna', password: 'wrong' }),
    ).rejects.toMatchObject({ code: 'invalid', field: 'address', reason: 'refused' });
    await calendars().add(administrator, { ...input, userName: 'anna', password: 'app-password' });
    expect(await starts()).not.toContain('10:00');
    const kept = await sql<object>(target, 'SELECT * FROM external_calendar');
    expect(JSON.stringify(kept)).not.toContain('app-password');
  });

  test('what cannot be read is not added, and says why', async () => {
    const reason = async (path: string, more: object = {}) =>
      calendars()
        .add(administrator, {
          technicianId: anna,
          kind: 'ical',
          name: 'n',
          address: host.address(path),
          ...more,
        })
        .then(
          () => 'added',
          (error: { reason?: string; field?: string }) => `${error.field} ${error.reason}`,
        );
    host.put('/page', { body: '<!doctype html><title>Sign in</title>' });
    host.put('/endless', { body: icsFile([...morning, 'RRULE:FREQ=SECONDLY']) });
    host.put('/private', { status: 302, headers: { location: 'http://10.0.0.1/' } });
    expect(await reason('/page')).toBe('address not-a-calendar');
    expect(await reason('/endless')).toBe('address never-ends');
    expect(await reason('/missing')).toBe('address missing');
    expect(await reason('/private')).toMatch(/^address (forbidden|address)$/);
    expect(await reason('/x', { address: 'https://localhost/' })).toMatch(/^address (forbidden|address)$/);
    expect(await reason('/x', { address: 'ftp://example.com/' })).toBe('address undefined');
    expect(await reason('/x', { staleAfter: 60 })).toBe('staleAfter undefined');
    expect(await reason('/x', { kind: 'caldav' })).toBe('userName undefined');
    expect((await calendars().list(administrator, anna)).calendars).toEqual([]);
  });

  test('technicians see and change their own, nobody else’s; two edits do not overwrite each other', async () => {
    const { companyId, businessUnitId } = office.company;
    const { staffUserId } = await setUp(office.core).staffUser({
      companyId,
      name: 'Anna Sample',
      email: `anna-${engine}@vaduz-heating.example`,
      language: 'en',
      roles: [{ businessUnitId, role: 'technician' }],
    });
    await sql(target, `UPDATE technician SET staff_user_id = '${staffUserId}' WHERE id = '${anna}'`);
    const own = staffScope(office.company, staffUserId, ['technician']);
    const agent = staffScope(office.company, staffUserId, ['call-agent']);
    const id = await add('/own.ics', morning);
    expect((await calendars().list(own, anna)).calendars).toHaveLength(1);
    await expect(calendars().list(own, office.company.technicians.ben)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(calendars().list(agent, anna)).rejects.toMatchObject({
      code: 'not-allowed',
      reason: 'role',
    });
    const edit = { technicianId: anna, calendarId: id, name: 'Family', staleAfter: 2 * hour, revision: 1 };
    await calendars().edit(own, edit);
    await expect(calendars().edit(administrator, { ...edit, name: 'Other' })).rejects.toMatchObject({
      code: 'stale',
      details: { current: { name: 'Family', revision: 2 } },
    });
    await expect(calendars().readNow(own, { technicianId: anna, calendarId: id })).rejects.toMatchObject({
      code: 'too-many',
    });
    office.clock.advance(60);
    expect(await calendars().readNow(own, { technicianId: anna, calendarId: id })).toMatchObject({
      state: 'fresh',
      lastReadAt: office.clock.now(),
    });
  });

  test('stale: closed, staff told once; read again: open', async () => {
    const id = await add('/stale.ics', [...morning]);
    const open = await starts();
    host.put('/stale.ics', { status: 503 });
    office.clock.advance(6 * hour - 60);
    await work();
    expect((await calendars().list(administrator, anna)).calendars).toMatchObject([
      { state: 'failing', problem: { code: 'server', line: null } },
    ]);
    expect(await starts(), 'within its limit').toEqual(open);
    office.mailer.sent.length = 0;
    office.clock.advance(120);
    expect(await starts(), 'at once, whatever the worker does').toEqual([]);
    const ben = (await office.core.availability.assist(office.supervisor, office.service())).offers;
    expect(ben.length, 'the colleague is open').toBeGreaterThan(0);
    for (let round = 0; round < 3; round += 1) {
      await work();
      office.clock.advance(hour);
    }
    const told = office.mailer.sent.filter(({ text }) => text.includes('Private'));
    expect(told.map(({ to }) => to)).toEqual(['ada@vaduz-heating.example']);
    expect(told[0]?.subject).toContain('Anna Sample');
    const { businessUnitId } = office.company;
    const stale = await listStaleCalendars(
      contextOf(office.core).db.read,
      businessUnitId,
      office.clock.now(),
    );
    expect(stale.map(({ calendar }) => calendar.id)).toEqual([id]);
    const whose = async () => {
      const { staleCalendars } = await office.core.interventions.attention(office.supervisor);
      return staleCalendars.map(({ technicianId }) => technicianId);
    };
    expect(await whose(), 'it needs attention (CAD-PL-33)').toEqual([anna]);
    expect((await calendars().list(administrator, anna)).closed).toBe(true);

    host.put('/stale.ics', { body: icsFile(morning) });
    office.clock.advance(hour);
    await work();
    expect(await starts()).toEqual(open);
    expect((await calendars().list(administrator, anna)).closed).toBe(false);
    expect(
      await listStaleCalendars(contextOf(office.core).db.read, businessUnitId, office.clock.now()),
    ).toEqual([]);
    expect(await whose()).toEqual([]);
  });

  const tokenOf = (address: string) => /\/calendar\/([\w-]{43})\.ics$/.exec(address)?.[1] ?? '';

  test('S35 of eight addresses that are made at once one is good, and nobody is told that the store failed', async () => {
    const { feeds } = office.core;
    const { anna } = office.company.technicians;
    const made = await Promise.all(
      Array.from({ length: 8 }, () => feeds.make(administrator, { technicianId: anna })),
    );
    const good = await Promise.all(made.map(({ url }) => feeds.read(tokenOf(url))));
    expect(good.filter((one) => one !== null)).toHaveLength(1);
  });

  test('S35 the feed: shown once, own work alone, revocable, over in its time', async () => {
    const { feeds } = office.core;
    const { reference } = await office.planned('lisa', anna, at(14, '09:00'));
    const { url } = await feeds.make(administrator, { technicianId: anna });
    const first = await feeds.read(tokenOf(url));
    expect(first?.text).toContain(reference);
    expect(first?.text).toContain('Lisa Sample Ltd');
    expect(first?.text).toMatch(/DTSTART:20270114T\d{6}Z/);
    expect((await feeds.read(tokenOf(url)))?.version).toBe(first?.version);
    expect(JSON.stringify(await sql<object>(target, 'SELECT * FROM technician_feed'))).not.toContain(
      tokenOf(url),
    );
    const rotated = (await feeds.make(administrator, { technicianId: anna })).url;
    expect(await feeds.read(tokenOf(url)), 'a former one').toBeNull();
    expect(await feeds.read(tokenOf(rotated)), 'the control').not.toBeNull();
    const bens = (await feeds.make(administrator, { technicianId: office.company.technicians.ben })).url;
    expect((await feeds.read(tokenOf(bens)))?.text).not.toContain(reference);
    office.clock.advance(401 * 24 * hour);
    expect(await feeds.read(tokenOf(rotated)), 'over').toBeNull();
    await feeds.revoke(administrator, { technicianId: anna });
    expect(await feeds.read(tokenOf(rotated)), 'revoked').toBeNull();
    expect(await feeds.state(administrator, anna)).toEqual({ createdAt: null, expiresAt: null });
  });
});
