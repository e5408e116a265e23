import type Sqlite from 'better-sqlite3';

/** Statements kept at most; lists of ids make texts of many lengths, the oldest text goes first. */
const most = 500;

/**
 * Makes a connection keep its prepared statements: drizzle prepares the same text again for every query, which is a
 * twelfth of all time on busy pages. Safe because a statement here is never used twice at once (better-sqlite3 is
 * synchronous, and nothing iterates), and because the same text is always read in the same mode.
 */
export function keepStatements(connection: Sqlite.Database): Sqlite.Database {
  const kept = new Map<string, Sqlite.Statement>();
  const prepare = connection.prepare.bind(connection) as (text: string) => Sqlite.Statement;
  connection.prepare = ((text: string) => {
    let statement = kept.get(text);
    if (statement === undefined) {
      statement = prepare(text);
      kept.set(text, statement);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    }
    return statement;
  }) as typeof connection.prepare;
  return connection;
}
