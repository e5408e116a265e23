import type { AssistantOffer } from '@itinera/core';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '../../paraglide/runtime.js';
import { layOutOffers, nextCell, offerId } from './offers.ts';

overwriteGetLocale(() => 'en');

function offer(start: string, technician: string, cost: number): AssistantOffer {
  const from = Date.parse(start) / 1000;
  return {
    technician: { id: technician, name: technician, colour: '#000000' },
    date: start.slice(0, 10),
    start: from,
    end: from + 7200,
    plannedStart: from,
    grade: 'good',
    relevance: 60,
    cost,
    parts: [],
    travel: { before: 0, after: 0, detour: 0, estimated: false },
    reason: 'possible',
  };
}

const zone = 'Europe/Vaduz';
const offers = [
  offer('2026-03-03T09:00:00+01:00', 'ben', 300),
  offer('2026-03-03T09:00:00+01:00', 'anna', 100),
  offer('2026-03-03T08:00:00+01:00', 'anna', 200),
  offer('2026-03-05T10:00:00+01:00', 'anna', 50),
];
const table = layOutOffers(offers, zone, '2026-03-03', '2026-03-05');

describe('the table of offers', () => {
  it('has all dates across and the times that occur down', () => {
    expect(table.dates).toEqual(['2026-03-03', '2026-03-04', '2026-03-05']);
    expect(table.times).toEqual(['08:00', '09:00', '10:00']);
    expect(table.cells.map((row) => row.map((cell) => cell?.offers.length ?? 0))).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('shows the cheapest technician of a window first', () => {
    expect(table.cells[1]?.[0]?.offers.map((one) => one.technician.id)).toEqual(['anna', 'ben']);
  });

  it('loses no window in the hour that an autumn night repeats', () => {
    const twice = [
      offer('2026-10-25T02:30:00+02:00', 'anna', 1),
      offer('2026-10-25T02:30:00+01:00', 'anna', 2),
    ];
    const night = layOutOffers(twice, 'Europe/Paris', '2026-10-25', '2026-10-25');
    expect(night.times).toHaveLength(2);
    expect(new Set(night.cells.map((row) => row[0]?.start)).size).toBe(2);
  });

  it('knows offers by window and technician', () => {
    expect(new Set(offers.map(offerId)).size).toBe(offers.length);
  });
});

describe('the arrow keys', () => {
  const from = (row: number, column: number, key: string) => nextCell(table.cells, row, column, key);

  it('go to the next time that is offered, across gaps', () => {
    expect(from(0, 0, 'ArrowDown')).toEqual({ row: 1, column: 0 });
    expect(from(1, 0, 'ArrowUp')).toEqual({ row: 0, column: 0 });
    expect(from(1, 0, 'ArrowRight')).toEqual({ row: 2, column: 2 });
    expect(from(2, 2, 'ArrowLeft')).toEqual({ row: 1, column: 0 });
  });

  it('stay where nothing follows', () => {
    expect(from(0, 0, 'ArrowUp')).toBeNull();
    expect(from(1, 0, 'ArrowDown')).toBeNull();
    expect(from(2, 2, 'ArrowRight')).toBeNull();
    expect(from(0, 0, 'x')).toBeNull();
  });

  it('reach both ends of a row', () => {
    const wide = layOutOffers(
      [...offers, offer('2026-03-05T09:00:00+01:00', 'anna', 9)],
      zone,
      '2026-03-03',
      '2026-03-05',
    );
    expect(nextCell(wide.cells, 1, 0, 'End')).toEqual({ row: 1, column: 2 });
    expect(nextCell(wide.cells, 1, 2, 'Home')).toEqual({ row: 1, column: 0 });
  });
});
