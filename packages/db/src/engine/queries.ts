import type { Tables } from '../schema/tables.ts';
import type { Engine, Queries } from './database.ts';
import { DbError } from './errors.ts';

/** The part of a drizzle database of either engine that is used here. */
interface Builders {
  select(...fields: unknown[]): unknown;
  selectDistinct(...fields: unknown[]): unknown;
  insert(table: unknown): unknown;
  update(table: unknown): unknown;
  delete(table: unknown): unknown;
}

/**
 * Query builders over a drizzle database. `guard` is called at the start of each statement and throws when the
 * transaction it belongs to has ended (a promise somebody forgot to await would otherwise write into another's).
 */
export function makeQueries(
  database: object,
  engine: Engine,
  tables: Tables,
  guard: () => void = () => undefined,
): Queries {
  const builders = database as Builders;
  const guarded =
    <A extends unknown[]>(build: (...args: A) => unknown) =>
    (...args: A): unknown => {
      guard();
      return build.apply(builders, args);
    };
  return {
    engine,
    tables,
    select: guarded(builders.select),
    selectDistinct: guarded(builders.selectDistinct),
    insert: guarded(builders.insert),
    update: guarded(builders.update),
    delete: guarded(builders.delete),
  } as unknown as Queries;
}

/** Queries of one transaction, and the function that ends them. */
export function makeTransactionQueries(
  database: object,
  engine: Engine,
  tables: Tables,
): { tx: Queries; end: () => void } {
  let ended = false;
  const tx = makeQueries(database, engine, tables, () => {
    if (ended) throw new DbError('closed', 'This write has ended: a statement of it was not awaited');
  });
  return { tx, end: () => (ended = true) };
}

interface Prepared {
  [method: string]: unknown;
}

/**
 * Maps what the driver throws, wherever a builder is awaited. Drizzle has no hook for it, so the session's prepared
 * queries are wrapped (drizzle is pinned; the contract suite sees it when this stops working).
 */
export function mapDriverErrors<D extends object>(database: D, map: (error: unknown) => unknown): D {
  const { session } = database as unknown as { session: { prepareQuery(...args: unknown[]): Prepared } };
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (...args) => {
    const prepared = mapping(() => prepareQuery(...args), map) as Prepared;
    for (const method of ['run', 'all', 'get', 'values', 'execute']) {
      const original = prepared[method];
      // SQLite's `execute` calls one of the others.
      if (typeof original !== 'function' || (method === 'execute' && 'run' in prepared)) continue;
      prepared[method] = (...values: unknown[]) => mapping(() => original.apply(prepared, values), map);
    }
    return prepared;
  };
  return database;
}

function mapping(run: () => unknown, map: (error: unknown) => unknown): unknown {
  try {
    const result = run();
    return result instanceof Promise
      ? result.catch((error: unknown) => {
          throw map(unwrap(error));
        })
      : result;
  } catch (error) {
    throw map(unwrap(error));
  }
}

/** Drizzle wraps a driver's error in one whose message holds the parameters. */
function unwrap(error: unknown): unknown {
  return error instanceof Error && error.name !== 'DbError' && error.cause instanceof Error
    ? error.cause
    : error;
}
