import type { UnitSettings } from '@itinera/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';
import { engines, makeMigratedTarget } from '../db/stores.ts';

describe.each(engines)('settings saved at the same moment on %s', (engine) => {
  let town: TestCore;
  let drop: () => Promise<void>;
  let small: SmallCompany;
  let other: SmallCompany;
  beforeAll(async () => {
    const made = await makeMigratedTarget(engine);
    ({ drop } = made);
    town = await openTestCore(made.store);
    small = await makeSmallCompany(town.core);
    other = await makeSmallCompany(town.core, 'schaan');
  });
  afterAll(async () => {
    await town.close();
    await drop();
  });

  const scopeOf = (unit: SmallCompany) =>
    staffScope(unit, unit.supervisor.staffUserId, ['technical-administrator']);
  const shown = (unit: SmallCompany) => town.core.businessUnits.settings(scopeOf(unit));
  async function save(unit: SmallCompany, changes: Partial<UnitSettings>): Promise<() => Promise<string>> {
    const { settings, revision } = await shown(unit);
    return () =>
      town.core.businessUnits.save(scopeOf(unit), { ...settings, ...changes, revision }).then(
        () => 'saved',
        ({ code, reason }: { code: string; reason?: string }) => `${code} ${reason ?? ''}`.trim(),
      );
  }

  test('CAD-BU-13 of many who saw the same settings one saves, whole, and the others are told', async () => {
    const { revision } = await shown(small);
    const closure = (name: string) => [{ date: '2027-01-06', name, yearly: true }];
    const names = Array.from({ length: 6 }, (_, n) => `Writer ${n}`);
    const saves = await Promise.all(
      names.map((name) => save(small, { displayName: name, closures: closure(name) })),
    );
    const answers = await Promise.all(saves.map((go) => go()));
    expect(answers.sort()).toEqual(['saved', ...Array<string>(5).fill('stale')]);
    const after = await shown(small);
    expect(after.revision).toBe(revision + 1);
    expect(after.settings.closures).toEqual(closure(after.settings.displayName));
  });

  test('CLV-10 IMV-12 of two units that take one address at once one gets it', async () => {
    for (const address of [{ slug: 'heating' }, { ownDomain: 'service.heating.example' }]) {
      const saves = [await save(small, address), await save(other, address)];
      const answers = await Promise.all(saves.map((go) => go()));
      expect(answers.sort(), JSON.stringify(address)).toEqual(['invalid taken', 'saved']);
    }
    expect(await town.core.businessUnits.publicPortal('service.heating.example', 'en')).not.toBeNull();
  });
});
