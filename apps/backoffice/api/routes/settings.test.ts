import type { UnitSettingsPage } from '@itinera/core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  openBackofficeApi,
  type BackofficeApi,
  type Caller,
} from '../../../../test/fixtures/backoffice-api.ts';

let office: BackofficeApi;
let ada: Caller;
beforeAll(async () => {
  office = await openBackofficeApi();
  ada = await office.signedIn('technical-administrator');
});
afterAll(() => office.close());

const shown = async () => (await ada.unit('GET', '/settings')).body as UnitSettingsPage;

/** Sends a picture as the page does: the bytes alone. */
async function upload(picture: Uint8Array, by = ada): Promise<{ status: number; body: unknown }> {
  const path = `/api/v1/business-units/${office.company.businessUnitId}/settings/logos`;
  const answer = await office.api.request(new URL(path, 'http://office.example.test'), {
    method: 'POST',
    headers: {
      'sec-fetch-site': 'same-origin',
      cookie: by.cookie(),
      'content-type': 'application/octet-stream',
    },
    body: new Uint8Array(picture),
  });
  return { status: answer.status, body: await answer.json() };
}

it('CAD-BU-13 shows and saves the settings as one piece, and tells what is refused by its field', async () => {
  const { settings, revision } = await shown();
  const put = (changes: object) =>
    ada.unit('PUT', '/settings', { body: { ...settings, revision, ...changes } });
  const wrong: [object, string, string?][] = [
    [{ slug: 'www' }, 'slug', 'reserved'],
    [{ backgroundColour: '#102030' }, 'backgroundColour', 'contrast'],
    [{ channels: [] }, 'channels'],
    [{ closures: [{ date: 'soon', name: 'x', yearly: false }] }, 'closures.0.date'],
    [{ displayName: 7 }, 'displayName'],
    [{ smsPerDay: null }, 'smsPerDay'],
  ];
  for (const [changes, field, reason] of wrong)
    expect(await put(changes)).toMatchObject({
      status: 400,
      body: { code: 'invalid', field, ...(reason && { reason }) },
    });
  expect(await shown()).toMatchObject({ revision });
  const saved = await put({
    displayName: 'Heizung',
    companyId: 'another',
    portalUrl: 'https://evil.example',
  });
  expect(saved).toMatchObject({
    status: 200,
    body: {
      revision: revision + 1,
      settings: { displayName: 'Heizung' },
      portalUrl: office.config.portalUrl,
    },
  });
  expect(await put({ displayName: 'Late' })).toMatchObject({
    status: 409,
    body: { code: 'stale', current: { revision: revision + 1 } },
  });
});

it('CAD-BU-10 S46 takes a picture of 1 MB as a logo and no larger one; other bodies stay small', async () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const picture = sharp({ create: { width: 590, height: 590, channels: 3, background: 'white', noise } });
  const large = await picture.png({ compressionLevel: 0 }).toBuffer();
  expect(large.length).toBeGreaterThan(1_000_000);
  expect(large.length).toBeLessThanOrEqual(1024 * 1024);
  const taken = await upload(large);
  expect(taken).toMatchObject({ status: 201, body: { logo: expect.any(String) as string } });
  const { logo } = taken.body as { logo: string };
  const drawn = await ada.unit('GET', `/settings/logos/${logo}`);
  expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await ada.unit('GET', `/settings/logos/${'a'.repeat(64)}`)).status).toBe(404);

  const over = await upload(Buffer.concat([large, Buffer.alloc(100_000)]));
  expect(over).toMatchObject({ status: 400, body: { field: 'logo', reason: 'too-large' } });
  expect((await upload(Buffer.alloc(2 * 1024 * 1024))).status).toBe(413);
  const { settings, revision } = await shown();
  const padded = { ...settings, revision, contactAddress: 'x'.repeat(70_000) };
  expect((await ada.unit('PUT', '/settings', { body: padded })).status).toBe(413);
});

it('is for administrators: a supervisor neither sees nor changes it', async () => {
  const supervisor = await office.signedIn('supervisor');
  const { settings, revision } = await shown();
  const body = { ...settings, displayName: 'Mine', revision };
  expect((await supervisor.unit('GET', '/settings')).status).toBe(403);
  expect((await supervisor.unit('PUT', '/settings', { body })).status).toBe(403);
  expect((await upload(Buffer.alloc(9), supervisor)).status).toBe(403);
  expect((await shown()).settings.displayName).not.toBe('Mine');
});
