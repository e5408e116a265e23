import type { RouteDay, RouteStop } from '@itinera/core';
import { describe, expect, it } from 'vitest';
import { barsOf, hoursOf, overlapsOf, promisesOf, share, spanOf, waitingOf } from './timeline.ts';

const at = (text: string) => Date.parse(`2026-03-03T${text}:00+01:00`) / 1000;

function stop(arrival: string, start: string, end: string, lateness = 0): RouteStop {
  return {
    kind: 'visit',
    interventionId: 'i',
    reference: 'I-1',
    typeName: 'Service',
    typeLogo: null,
    customerName: 'Muster',
    place: { label: 'Vaduz', lon: 9.52, lat: 47.14 },
    promise: { start: at(start), end: at(start) },
    arrival: at(arrival),
    waiting: at(start) - at(arrival),
    start: at(start),
    end: at(end),
    progress: null,
    lateness,
    outside: false,
  };
}

function dayOf(
  stops: RouteStop[],
  legs: number[],
  working = [{ start: at('08:00'), end: at('17:00') }],
): RouteDay {
  return {
    technician: { id: 't', name: 'T', colour: '#123456' },
    date: '2026-03-03',
    zone: 'Europe/Vaduz',
    hidden: false,
    working,
    start: { label: 'Base', lon: 9.5, lat: 47.1 },
    end: { label: 'Base', lon: 9.5, lat: 47.1 },
    stops,
    legs: legs.map((seconds) => ({ seconds, metres: 1000, estimated: false })),
    totals: { visits: stops.length, work: 0, travel: 0, metres: null, waiting: 0 },
  };
}

describe('the line of a day', () => {
  const day = dayOf([stop('08:10', '08:10', '09:00'), stop('09:20', '10:00', '11:00')], [600, 1200, 900]);

  it('has a leg before each visit, the wait at the door, and the way home', () => {
    const shown = barsOf(day).map(({ kind, from, to }) => [
      kind,
      (from - at('00:00')) / 60,
      (to - at('00:00')) / 60,
    ]);
    expect(shown).toEqual([
      ['working', 480, 1020],
      ['travel', 480, 490],
      ['visit', 490, 540],
      ['travel', 540, 560],
      ['waiting', 560, 600],
      ['visit', 600, 660],
      ['travel', 660, 675],
    ]);
  });

  it('counts no break as waiting', () => {
    const hours = [
      { start: at('08:00'), end: at('12:00') },
      { start: at('13:00'), end: at('17:00') },
    ];
    const broken = dayOf([stop('11:30', '14:00', '15:00')], [600, 600], hours);
    expect(waitingOf(broken)).toBe((30 + 60) * 60);
    expect(barsOf(broken).filter(({ kind }) => kind === 'waiting')).toHaveLength(2);
  });

  it('marks where stops overlap, by the later one; those that touch do not', () => {
    const [long, inside, touching] = [
      stop('08:00', '08:00', '10:00'),
      stop('09:00', '09:00', '09:30'),
      stop('10:00', '10:00', '11:00'),
    ];
    expect(overlapsOf([long, inside, touching])).toEqual([{ stop: 1, from: at('09:00'), to: at('09:30') }]);
    expect(overlapsOf([inside, touching])).toEqual([]);
    // One that could not be reached in time may stand before the one it comes after.
    expect(overlapsOf([touching, inside])).toEqual([]);
    expect(barsOf(dayOf([long, inside], [0, 0, 0]))).toContainEqual(
      expect.objectContaining({ kind: 'overlap', stop: 1 }),
    );
  });

  it('marks how late a visit begins after its promise', () => {
    const late = dayOf([stop('10:00', '10:00', '11:00', 1200)], [600, 600]);
    expect(barsOf(late)).toContainEqual({ kind: 'late', from: at('09:40'), to: at('10:00'), stop: 0 });
  });

  it('spans whole hours of the local clock, in half-hour zones too', () => {
    expect(spanOf([day])).toEqual({ from: at('08:00'), to: at('17:00') });
    const kolkata = { ...dayOf([], [], [{ start: 1772510400, end: 1772535600 }]), zone: 'Asia/Kolkata' };
    expect(spanOf([kolkata])).toEqual({ from: 1772508600, to: 1772537400 }); // 04:00 to 11:00 UTC: 09:30 to 16:30 there
  });

  it('lays overlapping promises into lanes', () => {
    const promised = (from: string, to: string) => ({
      ...stop('10:00', '10:00', '10:30'),
      promise: { start: at(from), end: at(to) },
    });
    const crowded = dayOf(
      [promised('08:00', '10:00'), promised('09:00', '11:00'), promised('10:00', '12:00')],
      [],
    );
    expect(promisesOf(crowded).map(({ lane }) => lane)).toEqual([0, 1, 0]);
  });

  it('shows nothing for a day without work', () => {
    expect(spanOf([dayOf([], [], [])])).toBeNull();
  });

  it('lays instants between 0 and 100 per cent', () => {
    const span = { from: at('08:00'), to: at('16:00') };
    expect([at('08:00'), at('10:00'), at('16:00')].map((one) => share(span, one))).toEqual([0, 25, 100]);
    expect(hoursOf(span, 2).map((hour) => (hour - at('00:00')) / 3600)).toEqual([8, 10, 12, 14, 16]);
  });
});
