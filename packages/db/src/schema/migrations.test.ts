import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nextMigration, snapshotFile, type Engine } from '../../schema-difference.ts';

describe.each<Engine>(['sqlite', 'postgres'])('migrations for %s', (engine) => {
  test('lead to the tables in the code: nothing is left to generate', async () => {
    const { statements } = await nextMigration(engine, readFileSync(snapshotFile(engine), 'utf8'));
    expect(statements).toEqual([]);
  });

  test('a table that changed without a migration would be noticed (control)', async () => {
    const older = readFileSync(snapshotFile(engine), 'utf8').replaceAll('"portal_shown"', '"portal_visible"');
    const snapshot = JSON.parse(older) as { tables: Record<string, { columns: Record<string, unknown> }> };
    for (const table of Object.values(snapshot.tables)) delete table.columns['portal_visible'];
    const { statements } = await nextMigration(engine, JSON.stringify(snapshot));
    expect(statements).toEqual([expect.stringMatching(/activity_type. ADD (COLUMN )?.portal_shown/)]);
  });
});
