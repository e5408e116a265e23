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

/**
 * What the mails of a town say: words that whoever gets them may not read, and how many of their own.
 * Sends first what waits.
 */
export async function mailsOf(town: Town): Promise<{ strange: string[]; own: number }> {
  while ((await town.core.jobs.runDue('town')) > 0);
  const strange: string[] = [];
  let own = 0;
  for (const { to, subject, text, html } of town.mailer.sent) {
    const reads = readerOf(town, to);
    for (const canary of canariesIn({ status: 0, headers: {}, body: `${subject} ${text} ${html}` }))
      if (reads(canary)) own += 1;
      else strange.push(`${canary} to ${to}`);
  }
  return { strange, own };
}

/** What somebody with this address may read: a customer's person, else staff of the unit whose domain it is. */
function readerOf(town: Town, address: string): (canary: string) => boolean {
  const unit = town.units.find(({ slug }) => address.endsWith(`@${slug}.example`));
  // An address that was given on the way: it may be written to, by a unit whose name stands in the mail.
  if (!unit) return mayRead(town.units[0], null);
  const nth = /^person-(\d)@/.exec(address)?.[1];
  return nth === undefined
    ? (canary) => canary.startsWith(`${unit.canary}-`)
    : mayRead(unit, unit.tenants[Number(nth)] ?? null);
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
