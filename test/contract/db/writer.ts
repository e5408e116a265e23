/*
 * Writes companies into a SQLite file until it is killed, and prints the name of each when it is acknowledged:
 * `node writer.ts <file> <prefix> after|before`. `before` is the control: it acknowledges what is not written yet.
 */
import { writeSync } from 'node:fs';
import { insertRows, openDatabase } from '@itinera/db';
import { newId } from './town.ts';

const [file = '', prefix = '', acknowledge] = process.argv.slice(2);
const db = await openDatabase({ file });
await db.migrate();
for (let n = 0; ; n += 10) {
  await Promise.all(
    Array.from({ length: 10 }, async (_, offset) => {
      const name = `${prefix}-${n + offset}`;
      if (acknowledge === 'before') writeSync(1, `${name}\n`);
      await db.write((tx) =>
        insertRows(tx, 'company', [
          { id: newId().replace(/^.{8}/, prefix.padStart(8, '0')), name, createdAt: 0 },
        ]),
      );
      if (acknowledge === 'after') writeSync(1, `${name}\n`);
    }),
  );
}
