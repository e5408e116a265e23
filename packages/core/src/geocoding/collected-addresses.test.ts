import { readFileSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { collectedAddresses } from './collected-addresses.ts';
import type { CollectedAddress } from './types.ts';

const { addresses } = JSON.parse(
  readFileSync(new URL('../../../../data/liechtenstein/addresses.json', import.meta.url), 'utf8'),
) as { addresses: CollectedAddress[] };
const known = collectedAddresses(addresses);
const first = async (text: string, more: object = {}) => {
  const [place] = await known.suggest(text, { language: 'en', ...more });
  return place && `${place.line1}, ${place.city}`;
};

test.each([
  ['Zwischenbäch 20 Balzers', 'Zwischenbäch 20, Balzers'],
  ['zwischenbach 20', 'Zwischenbäch 20, Balzers'],
  ['20 balzers zwischenbäch', 'Zwischenbäch 20, Balzers'],
  ['Zwischnbäch 20', 'Zwischenbäch 20, Balzers'],
  ['zwischenb 20 9496', 'Zwischenbäch 20, Balzers'],
  ['ZWISCHENBÄCH 99999', 'Zwischenbäch, Balzers'],
])('finds %s', async (typed, meant) => {
  expect(await first(typed)).toBe(meant);
});

it('finds nothing for nonsense, and at most eight', async () => {
  for (const typed of ['', '   ', 'qqqqxxyz', '<script>', '%%%', '\u0000'])
    expect(await first(typed)).toBeUndefined();
  expect(await known.suggest('landstrasse', { language: 'en' })).toHaveLength(8);
});

it('prefers what is near, and keeps to the country', async () => {
  const north = await first('landstrasse', { near: { lon: 9.53, lat: 47.25 } });
  const south = await first('landstrasse', { near: { lon: 9.5, lat: 47.06 } });
  expect(north).not.toBe(south);
  expect(await first('zwischenbach', { country: 'AT' })).toBeUndefined();
});

it('locates every address of its list where it is, and none that is not in it', async () => {
  const whole = addresses.filter(({ city, postcode, country }) => city && postcode && country);
  let wrong = 0;
  for (const { street, housenumber, postcode, city, country, lon, lat } of whole.slice(0, 300)) {
    const line1 = `${street} ${housenumber}`;
    const found = await known.locate({ line1, postalCode: postcode!, city: city!, country: country! });
    if (!found || Math.hypot(found.lon - lon, found.lat - lat) > 0.002) wrong += 1;
  }
  expect(wrong).toBe(0);
  expect(
    await known.locate({ line1: 'Landstrasse 9999', postalCode: '9490', city: 'Vaduz', country: 'LI' }),
  ).toBeNull();
  expect(await known.nearest({ lon: 0, lat: 0 })).toBeNull();
});
