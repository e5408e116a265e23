/**
 * Writes the next migration of both engines from the difference between the tables in `src/schema` and the last
 * snapshot: `node packages/db/generate-migration.ts <name>`. Run it on Node 24. What a kit cannot say (the belt)
 * is written by hand as a migration of its own; such a one leaves the snapshot as it is.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { nextMigration, snapshotFile, type Engine } from './schema-difference.ts';

const name = process.argv[2];
if (!name || !/^[a-z][a-z0-9-]*$/.test(name)) {
  console.error(
    'Give the migration a name of lower-case letters, digits and dashes: generate-migration.ts add-teams',
  );
  process.exit(1);
}

for (const engine of ['sqlite', 'postgres'] satisfies Engine[]) {
  const folder = new URL(`./migrations/${engine}/`, import.meta.url);
  const snapshot = snapshotFile(engine);
  const previous = existsSync(snapshot) ? readFileSync(snapshot, 'utf8') : null;
  const { statements, current } = await nextMigration(engine, previous);
  if (statements.length === 0) {
    console.log(`${engine}: nothing changed`);
    continue;
  }
  const number = readdirSync(folder).filter((file) => file.endsWith('.sql')).length + 1;
  const file = new URL(`${String(number).padStart(4, '0')}_${name}.sql`, folder);
  writeFileSync(file, statements.join('\n') + '\n');
  writeFileSync(snapshot, JSON.stringify(current, null, 1) + '\n');
  console.log(`${engine}: ${file.pathname} (${statements.length} statements)`);
}
