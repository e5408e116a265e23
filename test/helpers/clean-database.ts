import pg from 'pg';

/** What there is in a database besides rows, and which migrations made it: a test that changes any of it gives its database up. */
const structure = `
  SELECT md5(string_agg(line, ',' ORDER BY line)) AS digest FROM (
    SELECT c.relname || ' ' || c.relkind::text || ' ' || c.relnatts::text AS line
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT conrelid::regclass::text || ' ' || conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text FROM pg_trigger
    UNION ALL
    SELECT 'applied ' || name FROM schema_migration
    UNION ALL
    SELECT proname || ' ' || md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  ) AS lines`;

/** Rows of every table but the list of migrations, past triggers and foreign keys. */
const deleteRows = `
  SET session_replication_role = replica;
  DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT oid::regclass::text FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schema_migration'
    LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
  END $$;`;

/** A digest of all that a database holds besides rows. */
export async function structureOf(url: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await digestOf(client);
  } finally {
    await client.end();
  }
}

/** Empties one database again and again. */
export interface Cleaner {
  /**
   * Ends who is still connected and removes every row that a test left.
   * @returns false, and nothing removed, when the structure is another one than `expected`
   */
  empty(expected: string): Promise<boolean>;
  /** Closes its connection, until it empties again: only what nobody is connected to can be copied. */
  letGo(): Promise<void>;
}

/** Its one connection stays open: a new one reads the catalogue of every table first, which takes longer than to empty them. */
export function cleanerOf(url: string): Cleaner {
  let pool: pg.Pool | undefined;
  const open = (): pg.Pool => {
    const one = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
    // A test ends all connections, or the server ends: the next time opens another.
    return one.on('error', () => undefined);
  };
  return {
    async empty(expected) {
      pool ??= open();
      await pool.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      if ((await digestOf(pool)) !== expected) return false;
      await pool.query(deleteRows);
      return true;
    },
    async letGo() {
      await pool?.end();
      pool = undefined;
    },
  };
}

async function digestOf(client: pg.Client | pg.Pool): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(structure);
  return rows[0]!.digest;
}
