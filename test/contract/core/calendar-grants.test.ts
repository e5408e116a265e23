import { createHash } from 'node:crypto';
import type { CalendarGrants } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBookingOffice, type BookingOffice } from '../../fixtures/booking-office.ts';
import { openCalendarHost, type AskedOfHost, type CalendarHost } from '../../fixtures/calendar-host.ts';
import { staffScope } from '../../fixtures/scopes.ts';

/*
 * Against stubs of the two providers that answer as their documentation says. Nothing here has spoken to the real ones.
 */

let host: CalendarHost;
let office: BookingOffice;
let anna: string;
/** What the stub gave and takes: a code with its challenge, refresh tokens that change at each use. */
let challenge = '';
let refresh = 'refresh-0';
let revoked = false;
let events: unknown[] = [];

beforeAll(async () => {
  host = await openCalendarHost();
  const of = (provider: string) => ({
    clientId: 'the-client',
    clientSecret: 'the-secret',
    authorize: `https://${provider}.example/authorize`,
    token: host.address('/token'),
    api: host.address(`/${provider}`),
  });
  office = await openBookingOffice(undefined, { web: host.web });
  const grants: CalendarGrants = { google: of('google'), microsoft: of('microsoft') };
  Object.assign(contextOf(office.core).config, { calendarGrants: grants });
  anna = office.company.technicians.anna;
  host.put('/token', tokens);
});
afterAll(async () => {
  await office.close();
  await host.close();
});

const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) });

/** RFC 6749 and RFC 7636 as a provider holds people to them. */
function tokens({ body }: AskedOfHost) {
  const form = new URLSearchParams(body);
  const refused = json({ error: 'invalid_grant' }, 400);
  if (form.get('client_id') !== 'the-client' || form.get('client_secret') !== 'the-secret') return refused;
  if (form.get('grant_type') === 'authorization_code') {
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (form.get('code') !== 'the-code' || verifier !== challenge) return refused;
    if (form.get('redirect_uri') !== 'http://office.example.test/team/connected') return refused;
  } else if (revoked || form.get('refresh_token') !== refresh) return refused;
  refresh = `refresh-${Number(refresh.slice(8)) + 1}`;
  return json({ access_token: `access-of-${refresh}`, refresh_token: refresh });
}

const authorised = ({ headers }: AskedOfHost) => headers.authorization === `Bearer access-of-${refresh}`;

async function began(provider: 'google' | 'microsoft'): Promise<string> {
  const { url } = await office.core.calendars.startGrant(office.supervisor, { technicianId: anna, provider });
  const asked = new URL(url).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  challenge = asked.get('code_challenge') ?? '';
  return asked.get('state') ?? '';
}

const busy = async () => {
  const { externalEvent: t } = contextOf(office.core).db.tables;
  const rows = await contextOf(office.core).db.read.select().from(t);
  return rows
    .map(({ startsAt, endsAt, lon, lat }) => [
      new Date(startsAt * 1000).toISOString().slice(0, 16),
      (endsAt - startsAt) / 60,
      ...(lon === null ? [] : [lon, lat]),
    ])
    .sort();
};
const only = async () => (await office.core.calendars.list(office.supervisor, anna)).calendars[0];
const remove = async () => {
  const { id: calendarId = '' } = (await only()) ?? {};
  await office.core.calendars.remove(office.supervisor, { technicianId: anna, calendarId });
};

describe('CAD-PL-31 calendars of accounts, against stubs', () => {
  test('Google: events page by page without titles, refreshed, refused when the grant is taken back', async () => {
    events = [
      { start: { dateTime: '2027-01-12T10:00:00+01:00' }, end: { dateTime: '2027-01-12T11:00:00+01:00' } },
      {
        start: { dateTime: '2027-01-12T12:00:00Z' },
        end: { dateTime: '2027-01-12T13:00:00Z' },
        transparency: 'transparent',
      },
      {
        start: { dateTime: '2027-01-12T12:00:00Z' },
        end: { dateTime: '2027-01-12T13:00:00Z' },
        status: 'cancelled',
      },
    ];
    host.put('/google/calendars/primary/events', (request) => {
      if (!authorised(request)) return { status: 401 };
      const query = new URL(request.path, 'http://x').searchParams;
      expect(query.get('fields')).not.toMatch(/summary|description|attendees/);
      if (query.get('pageToken') === 'second')
        return json({ items: [{ start: { date: '2027-01-14' }, end: { date: '2027-01-15' } }] });
      return json({ items: events, nextPageToken: 'second' });
    });
    const state = await began('google');
    const { calendarId } = await office.core.calendars.finishGrant(office.supervisor, {
      state,
      code: 'the-code',
    });
    expect(await busy()).toEqual([
      ['2027-01-12T09:00', 60],
      ['2027-01-13T23:00', 1440],
    ]);
    office.clock.advance(1200);
    events = [];
    await office.core.calendars.readNow(office.supervisor, { technicianId: anna, calendarId });
    expect(await busy()).toEqual([['2027-01-13T23:00', 1440]]);
    revoked = true;
    office.clock.advance(1200);
    const now = await office.core.calendars.readNow(office.supervisor, { technicianId: anna, calendarId });
    expect(now).toMatchObject({ state: 'failing', problem: { code: 'refused' }, kind: 'google' });
    revoked = false;
    await remove();
  });

  test('Google: free/busy where nothing else was granted', async () => {
    host.put('/google/calendars/primary/events', { status: 403 });
    host.put('/google/freeBusy', (request) => {
      const { timeMin, timeMax } = JSON.parse(request.body) as { timeMin: string; timeMax: string };
      const time = { start: '2027-01-12T09:00:00Z', end: '2027-01-12T10:00:00Z' };
      const inside = timeMin <= time.start && time.start < timeMax;
      return authorised(request)
        ? json({ calendars: { primary: { busy: inside ? [time] : [] } } })
        : { status: 401 };
    });
    await office.core.calendars.finishGrant(office.supervisor, {
      state: await began('google'),
      code: 'the-code',
    });
    expect(await busy()).toEqual([['2027-01-12T09:00', 60]]);
    await remove();
  });

  test('Microsoft: events with places, and a next page at Microsoft alone', async () => {
    const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    const one = {
      showAs: 'busy',
      start: at('2027-01-12T09:00:00.0000000'),
      end: at('2027-01-12T10:00:00.0000000'),
    };
    let next = host.address('/microsoft/next');
    host.put('/microsoft/me/calendarView', (request) =>
      authorised(request) && request.headers['prefer'] === 'outlook.timezone="UTC"'
        ? json({
            value: [
              {
                ...one,
                location: { displayName: 'Clinic', coordinates: { latitude: 47.14, longitude: 9.52 } },
              },
              { ...one, showAs: 'free' },
              { ...one, isCancelled: true },
            ],
            '@odata.nextLink': next,
          })
        : { status: 401 },
    );
    host.put('/microsoft/next', () =>
      json({
        value: [
          { isAllDay: true, showAs: 'oof', start: at('2027-01-14T00:00:00'), end: at('2027-01-15T00:00:00') },
        ],
      }),
    );
    await office.core.calendars.finishGrant(office.supervisor, {
      state: await began('microsoft'),
      code: 'the-code',
    });
    expect(await busy()).toEqual([
      ['2027-01-12T09:00', 60, 9.52, 47.14],
      ['2027-01-13T23:00', 1440],
    ]);
    await remove();
    next = 'https://elsewhere.example/';
    const state = await began('microsoft');
    await expect(
      office.core.calendars.finishGrant(office.supervisor, { state, code: 'the-code' }),
    ).rejects.toMatchObject({ code: 'invalid', reason: 'redirects' });
    expect(await busy()).toEqual([]);
  });

  test('what was begun is finished by who began, in time, with the code that was given', async () => {
    const state = await began('google');
    const finish = (input: { state: string; code: string }, by = office.supervisor) =>
      office.core.calendars.finishGrant(by, input);
    const other = staffScope(office.company, office.company.technicians.ben, ['supervisor']);
    await expect(finish({ state, code: 'the-code' }, other)).rejects.toMatchObject({ reason: 'grant-over' });
    await expect(finish({ state: 'x', code: 'the-code' })).rejects.toMatchObject({ reason: 'grant-over' });
    await expect(finish({ state, code: 'another' })).rejects.toMatchObject({ reason: 'refused' });
    challenge = 'of somebody else';
    await expect(finish({ state, code: 'the-code' })).rejects.toMatchObject({ reason: 'refused' });
    office.clock.advance(601);
    await expect(finish({ state, code: 'the-code' })).rejects.toMatchObject({ reason: 'grant-over' });
    Object.assign(contextOf(office.core).config, { calendarGrants: {} });
    await expect(
      office.core.calendars.startGrant(office.supervisor, { technicianId: anna, provider: 'google' }),
    ).rejects.toMatchObject({ code: 'not-allowed', reason: 'no-provider' });
  });
});
