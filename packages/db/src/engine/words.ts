import { and, eq, or, sql, type SQL } from 'drizzle-orm';
import type { Queries } from './database.ts';

/** Conditions of `customer_search`: any way of each, of which all pieces stand in the words. */
type Terms = readonly (readonly (readonly string[])[])[];

/**
 * Rows of a unit whose words hold all of this. Both engines look three letters up in an index of theirs and then into the
 * row; with less than three they read every row of the unit.
 */
export function holdsTerms(q: Queries, unitId: string, terms: Terms): SQL | undefined {
  const { words, rowNumber, businessUnitId } = q.tables.customerSearch;
  const ofUnit = eq(businessUnitId, unitId);
  const holds = (piece: string): SQL =>
    q.engine === 'postgres'
      ? sql`${words} LIKE ${`%${piece.replace(/[\\%_]/g, '\\$&')}%`}`
      : sql`instr(${words}, ${piece}) > 0`;
  const plain = and(...terms.map((ways) => or(...ways.map((pieces) => and(...pieces.map(holds))))));
  const looked = q.engine === 'sqlite' ? trigramQuery(terms) : '';
  if (looked === '') return and(ofUnit, plain);
  return and(
    // The + keeps SQLite, which knows nothing of how few will be found, from reading the whole unit by its index.
    sql`+${businessUnitId} = ${unitId}`,
    sql`${rowNumber} IN (SELECT rowid FROM customer_trigram WHERE customer_trigram MATCH ${looked})`,
    plain,
  );
}

/** The text begins with this; both are folded. */
export function beginsWith(q: Queries, column: SQL | Column, text: string): SQL {
  return q.engine === 'postgres'
    ? sql`starts_with(${column}, ${text})`
    : sql`substr(${column}, 1, ${[...text].length}) = ${text}`;
}

type Column = Queries['tables']['customerSearch']['nameKey'];

/** What SQLite's full-text index is asked for; empty where too few letters were given to look anything up. */
function trigramQuery(terms: Terms): string {
  const asked = terms.flatMap((ways) => {
    const each = ways.map((pieces) => pieces.flatMap(trigrams));
    if (each.some((found) => found.length === 0)) return [];
    return [`(${each.map((found) => `(${found.join(' AND ')})`).join(' OR ')})`];
  });
  return asked.join(' AND ');
}

function trigrams(piece: string): string[] {
  const letters = [...piece];
  const found = letters.slice(2).map((last, n) => `${letters[n]}${letters[n + 1]}${last}`);
  return [...new Set(found)].map((three) => `"${three.replaceAll('"', '""')}"`);
}
