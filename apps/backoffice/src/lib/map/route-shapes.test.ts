import type { RouteDay, RoutePlace, RouteStop } from '@itinera/core';
import { expect, it } from 'vitest';
import { boundsOf, routeLine, stopsOnMap } from './route-shapes.ts';

const place = (lon: number, lat: number): RoutePlace => ({ label: 'x', lon, lat });

function routeOf(places: (RoutePlace | null)[]): RouteDay {
  const stops = places.map((one): RouteStop => ({
    kind: 'visit',
    interventionId: null,
    reference: null,
    typeName: null,
    typeLogo: null,
    customerName: null,
    place: one,
    promise: null,
    arrival: 0,
    waiting: 0,
    start: 0,
    end: 1,
    progress: null,
    lateness: 0,
    outside: false,
  }));
  return {
    technician: { id: 't', name: 'T', colour: '#000000' },
    date: '2026-03-03',
    zone: 'UTC',
    hidden: false,
    working: [],
    start: place(9.5, 47.1),
    end: place(9.5, 47.1),
    stops,
    legs: [],
    totals: { visits: stops.length, work: 0, travel: 0, metres: null, waiting: 0 },
  };
}

it('gives two visits in one house one mark with both numbers', () => {
  const route = routeOf([place(9.52, 47.14), place(9.55, 47.2), place(9.52, 47.14)]);
  expect(stopsOnMap(route).map(({ stops }) => stops)).toEqual([[0, 2], [1]]);
});

it('draws from the base through all places and back, leaving out work without a place', () => {
  const route = routeOf([place(9.52, 47.14), null, place(9.55, 47.2)]);
  expect(routeLine(route)[0]?.geometry.coordinates).toEqual([
    [9.5, 47.1],
    [9.52, 47.14],
    [9.55, 47.2],
    [9.5, 47.1],
  ]);
  expect(boundsOf(route)).toEqual([9.5, 47.1, 9.55, 47.2]);
});

it('draws no line on a free day, and still knows where the base is', () => {
  expect(routeLine(routeOf([]))).toEqual([]);
  expect(boundsOf(routeOf([]))).toEqual([9.5, 47.1, 9.5, 47.1]);
});
