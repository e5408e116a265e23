import type { Core } from '@itinera/core';
import { expect, test } from 'vitest';
import { fuzz, fuzzed, fuzzes, mostGrown, officeRequest, pollution } from './fuzz.ts';
import { openTown } from './town.ts';

fuzzes('back office', officeRequest);

test('use cases that break are seen (the control)', async () => {
  // Every one of customers: one alone is not asked by every seed.
  const broken = (core: Core) => {
    const breaks = () => Promise.reject(new TypeError('broken on purpose'));
    const customers = Object.fromEntries(Object.keys(core.customers).map((name) => [name, breaks]));
    return Object.create(core, { customers: { value: customers } }) as Core;
  };
  const town = await openTown('sqlite', broken);
  const statuses = await fuzz(town, officeRequest, 600);
  expect(statuses.get(500)).toBeGreaterThan(0);
  await town.close();
});

test('a use case that keeps something of every request is seen (the control)', async () => {
  const kept: Buffer[] = [];
  const town = await openTown('sqlite', (core) => {
    const session: Core['staff']['session'] = (token) => {
      kept.push(Buffer.alloc(256 * 1024, 'k'));
      return core.staff.session(token);
    };
    return Object.create(core, { staff: { value: { ...core.staff, session } } }) as Core;
  });
  const { grown } = await fuzzed(town, officeRequest, 300);
  expect(kept.length).toBeGreaterThan(100);
  expect(grown).toBeGreaterThan(mostGrown);
  await town.close();
});

test('a property that every object has from then on is seen (the control)', () => {
  const shared = Object.prototype as { polluted?: number };
  shared.polluted = 1;
  try {
    expect(pollution()).toContain('polluted');
  } finally {
    delete shared.polluted;
  }
  expect(pollution()).toEqual([]);
});
