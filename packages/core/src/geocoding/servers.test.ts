import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  json,
  nominatimPlace,
  openGeocoderStub,
  photonFeature,
  type GeocoderStub,
} from '../../../../test/fixtures/geocoder-stub.ts';
import { nominatim } from './nominatim.ts';
import { photon } from './photon.ts';

const kinds = { photon, nominatim };
const nothing = { photon: { type: 'FeatureCollection', features: [] }, nominatim: [] };
const house = {
  photon: { features: [photonFeature({ street: 'Städtle', housenumber: '49' })] },
  nominatim: [nominatimPlace({ road: 'Städtle', house_number: '49' })],
};
const address = { line1: 'Städtle 49', postalCode: '9490', city: 'Vaduz', country: 'LI' };
const focus = { language: 'fr' as const, near: { lon: 9.5, lat: 47.1 }, country: 'LI' };

describe.each(['photon', 'nominatim'] as const)('%s', (kind) => {
  let stub: GeocoderStub;
  const server = () => kinds[kind]({ url: stub.url, timeout: 300, userAgent: 'Itinera (test)' });
  beforeEach(async () => {
    stub = await openGeocoderStub(json(house[kind]));
  });
  afterEach(() => stub.close());

  it('suggests what it knows as people write it, in the language, near the focus, in the country', async () => {
    const [first] = await server().suggest('stadtle 49', focus);
    expect(first).toMatchObject({
      line1: 'Städtle 49',
      postalCode: '9490',
      city: 'Vaduz',
      country: 'LI',
      precision: 'house',
    });
    const [{ query, userAgent } = { query: new URLSearchParams(), userAgent: '' }] = stub.asked;
    expect(userAgent).toBe('Itinera (test)');
    expect(query.get('q')).toBe('stadtle 49');
    expect(query.get(kind === 'photon' ? 'lang' : 'accept-language')).toBe('fr');
    expect(query.get(kind === 'photon' ? 'lat' : 'viewbox')).toContain('47');
  });

  it('locates the very address, and takes no other house, street, town or country for it', async () => {
    expect(await server().locate(address)).toMatchObject({ precision: 'house' });
    for (const [n, wrong] of [
      { ...address, line1: 'Städtle 4' },
      { ...address, line1: 'Nowhere 49' },
      { ...address, city: 'Ruggell', postalCode: '9491' },
      { ...address, country: 'AT' },
    ].entries()) {
      if (kind === 'nominatim' && n > 0) continue; // a second apart each: the rule is the same function
      expect(await server().locate(wrong)).toBeNull();
    }
  });

  it('knows nothing where nothing is', async () => {
    stub.answer = json(nothing[kind]);
    expect(await server().locate(address)).toBeNull();
    stub.answer = json(kind === 'photon' ? nothing.photon : { error: 'Unable to geocode' });
    expect(await server().nearest({ lon: 0, lat: 0 })).toBeNull();
  });

  it.each<[string, GeocoderStub['answer']]>([
    ['http-status', json({ message: 'no' }, 500)],
    ['rate-limited', json({}, 429)],
    ['redirect', (response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end()],
    ['bad-answer', (response) => void response.end('<html>not what was asked for')],
    ['bad-answer', json({ features: 'many', lat: 1 })],
    ['bad-answer', (response) => void response.end(`["${'x'.repeat(1_100_000)}"]`)],
    ['unreachable', (_, request) => void request.socket.destroy()],
    ['timeout', () => undefined],
  ])('tells why there is no answer: %s', async (code, answer) => {
    stub.answer = answer;
    await expect(server().locate(address)).rejects.toMatchObject({ name: 'GeocoderError', code });
    expect(stub.asked).toHaveLength(1);
  });

  it('leaves out places that are not on the globe', async () => {
    stub.answer = json(
      kind === 'photon'
        ? { features: [photonFeature({ street: 'Städtle', housenumber: '49' }, [9.5, 471])] }
        : [nominatimPlace({ road: 'Städtle' }, { lat: '471.0' })],
    );
    expect(await server().suggest('x', focus)).toEqual([]);
  });
});

it('Nominatim is asked once a second at most, and more than a few that wait are refused', async () => {
  const times: number[] = [];
  const stub = await openGeocoderStub((response, request) => {
    times.push(performance.now());
    json([])(response, request);
  });
  const server = nominatim({ url: stub.url, timeout: 300, userAgent: 'x' });
  const answers = await Promise.allSettled(
    Array.from({ length: 7 }, () => server.locate(address)).slice(0, 7),
  );
  const refused = answers.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(times.slice(1).every((time, n) => time - times[n]! > 950)).toBe(true);
  await stub.close();
}, 10_000);
