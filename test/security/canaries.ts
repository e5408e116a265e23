import { createHash } from 'node:crypto';
import { connected } from '../contract/db/stores.ts';
import type { Answer } from './ask.ts';
import type { Tenant, Unit } from './tenants.ts';
import type { Town } from './town.ts';

/** Every canary an answer holds, in its body or its headers. */
export function canariesIn({ body, headers }: Answer): string[] {
  const found = `${decoded(body)} ${decoded(JSON.stringify(headers))}`.match(/canary-[a-z0-9-]+/g) ?? [];
  return [...new Set(found)];
}

/** Names are written in several ways on the way out. */
function decoded(text: string): string {
  return text.replaceAll(/%2D|&#45;|\\u002d/gi, '-');
}

/** What a customer may read: their own words, and what the unit shows to all of its customers. */
export function mayRead(unit: Unit, tenant: Tenant | null): (canary: string) => boolean {
  const shown = ['unit', 'welcome', 'type', 'technician', 'write', 'document', 'words'].map(
    (what) => `${unit.canary}-${what}`,
  );
  return (canary) =>
    shown.includes(canary) ||
    (tenant !== null &&
      canary.startsWith(`${tenant.canary}-`) &&
      !/-(notes|key-code|unflagged)$/.test(canary.slice(tenant.canary.length)));
}

/** A hash of every row of a unit, by table. */
export function rowsOf({ target }: Town, { businessUnitId }: Unit): Promise<Record<string, string>> {
  return connected(target, async (run) => {
    const tables = await run<{ name: string }>(
      'file' in target
        ? "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'business_unit_id'"
        : "SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'business_unit_id' AND table_schema = 'public'",
    );
    if (tables.length < 10)
      throw new Error(`only ${tables.length} tables belong to units: this sees too little`);
    const digests: Record<string, string> = {};
    for (const table of tables.map(({ name }) => name).sort()) {
      const rows = await run<object>(`SELECT * FROM ${table} WHERE business_unit_id = '${businessUnitId}'`);
      const lines = rows.map((row) => JSON.stringify(row)).sort();
      digests[table] = createHash('sha256').update(lines.join('\n')).digest('hex');
    }
    return digests;
  });
}
