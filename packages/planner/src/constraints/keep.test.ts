import { expect, test } from 'vitest';
import {
  farm,
  home,
  query,
  request,
  school,
  technician,
  workDay,
} from '../../../../test/fixtures/tiny-town.ts';
import { homeOf, Homes } from '../prepare/homes.ts';
import type { Technician } from '../problem/types.ts';
import { straightLine } from '../travel/straight-line.ts';
import type { Place } from '../units.ts';
import { distance, isTooFar } from './distance.ts';
import { constraintsOf } from './list.ts';

/** A square of so many degrees around the school, or two, one of them far off. */
function around(reach: number, twice = false): Technician['area'] {
  const square = ({ lon, lat }: Place) => [
    [lon - reach, lat - reach],
    [lon + reach, lat - reach],
    [lon + reach, lat + reach],
    [lon - reach, lat + reach],
    [lon - reach, lat - reach],
  ];
  if (!twice) return { type: 'Polygon', coordinates: [square(school)] };
  return { type: 'MultiPolygon', coordinates: [[square({ lon: 0, lat: 0 })], [square(school)]] };
}

const people: Technician[] = [
  technician([workDay()], { id: 'anna', skills: { gas: 2 } }),
  technician([workDay()], { id: 'bruno', skills: { gas: 1, heat: 3 }, area: around(0.001) }),
  technician([workDay()], { id: 'carla', skills: {}, area: around(5, true), maxDistance: 1 }),
  technician([workDay([], { start: farm })], { id: 'dora', area: around(1), maxDistance: 100_000 }),
  technician([], { id: 'emil', area: { type: 'MultiPolygon', coordinates: [] }, maxDistance: 0 }),
];

const questions = [
  request(),
  request({ place: null }),
  request({ place: farm, skills: { gas: 2 } }),
  request({ place: { lon: 0, lat: 0 }, skills: { gas: 1, heat: 1 } }),
  request({ skills: { toString: 1 }, technicians: {} }),
  request({ technicians: { only: ['anna', 'bruno'], exclude: ['anna'] } }),
  request({ technicians: { only: [] } }),
  request({ technicians: { exclude: ['dora'] } }),
].map((asked) => query(people, { request: asked }));

const keeping = constraintsOf('technician').filter((constraint) => constraint.keep !== undefined);

test.for(keeping)('what $code keeps of technicians answers as it does', (constraint) => {
  const kept = constraint.keep!(people);
  const answers = questions.flatMap((question) => {
    const refuses = kept(question) ?? (() => false);
    return people.map((person, owner) => {
      expect(refuses(owner)).toBe(constraint.refuses(question, person));
      return refuses(owner);
    });
  });
  expect(new Set(answers)).toEqual(new Set([true, false]));
});

test(`homes answer as ${distance.code} does, to the metre on which it turns`, () => {
  const metres = straightLine(home, school);
  const reaches = [0, 1, metres - 2, metres - 0.5, metres, metres + 0.5, metres + 2, undefined];
  const neighbours = reaches.map((reach, i) =>
    technician([workDay()], { id: `${i}`, ...(reach === undefined ? {} : { maxDistance: reach }) }),
  );
  const homes = new Homes(neighbours);
  // A place due north is as far as the difference of latitudes: the quick answer is the true one there.
  const north = { lon: home.lon, lat: home.lat + 0.01 };
  for (const place of [school, north, farm]) {
    const tooFar = homes.refusals(query(neighbours, { request: request({ place }) }))!;
    const expected = neighbours.map(
      (each) => each.maxDistance !== undefined && isTooFar(homeOf(each)!, place, each.maxDistance),
    );
    expect(neighbours.map((_, owner) => tooFar(owner))).toEqual(expected);
  }
  expect(homes.refusals(query(neighbours, { request: request({ place: null }) }))).toBeUndefined();
});

test('days that start at several places are not judged at once', () => {
  const mixed = technician([workDay(), workDay([], { date: '2026-06-02', start: farm })], { maxDistance: 0 });
  const homes = new Homes([mixed]);
  const tooFar = homes.refusals(query([mixed]))!;
  expect(tooFar(0)).toBe(false);
  homes.learn(0, technician([workDay([], { start: farm })], { maxDistance: 0 }));
  expect(tooFar(0)).toBe(true);
});
