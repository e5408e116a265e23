import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { Tables } from '../schema/tables.ts';

export type Engine = 'sqlite' | 'postgres';

/**
 * What a store works with: query builders, which are always awaited (PostgreSQL has no synchronous ones), and the
 * tables of the engine at hand.
 */
export interface Queries extends Pick<
  BaseSQLiteDatabase<'async', unknown>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
> {
  readonly engine: Engine;
  readonly tables: Tables;
}

/** One work day of one technician; `date` is its local ISO date. */
export interface TechnicianDay {
  technicianId: string;
  date: string;
}

/** An open store. Every error of an engine arrives as a `DbError`. */
export interface Database {
  readonly engine: Engine;
  readonly tables: Tables;
  /** Reads outside a transaction: each statement sees what was committed before it. */
  readonly read: Queries;
  /**
   * Runs `work` in a transaction and commits what it did, or undoes all of it when it rejects.
   *
   * SQLite: one after the other on the one write connection. PostgreSQL: READ COMMITTED, so lock first and read
   * after; on a deadlock or serialization failure `work` runs again from the start (at most five times), so it must
   * do nothing but database work. After a statement has failed nothing of the write can be kept, even when its
   * error is caught (`failed`). A write inside a write rejects with `nested-write`; `tx` is dead when the write
   * has ended.
   */
  write<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /**
   * Keeps these days from everybody else until the write ends; they are sorted here, so call it once per write,
   * before anything of theirs is read. Days never seen before get their row.
   */
  lockTechnicianDays(tx: Queries, days: readonly TechnicianDay[]): Promise<void>;
  /** Brings the tables up to date; several processes may start together. An existing SQLite file is copied first. */
  migrate(): Promise<void>;
  /**
   * Empties the write-ahead log of a SQLite file into it, so that no older picture of a page is left beside it; false
   * while somebody still reads an older one. Nothing to do on PostgreSQL (docs/personal-data.md says what stays there).
   */
  clearLog(): Promise<boolean>;
  /** Resolves when the store answers; rejects with `unavailable` (or the like) when it does not. */
  ready(): Promise<void>;
  /** Waits for the writes under way, then lets go of the file or the server. */
  close(): Promise<void>;
  /** Connections that write, in this process, to this store: 1 on SQLite, always. */
  readonly writeConnections: number;
}
