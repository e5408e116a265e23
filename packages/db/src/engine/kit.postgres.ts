import {
  boolean,
  check,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Kit } from './kit.sqlite.ts';

/** Epoch seconds in code, `timestamptz` in the database (text such as `2026-11-21 19:05:00+00` on the wire). */
const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp with time zone',
  toDriver: (seconds) => new Date(seconds * 1000).toISOString(),
  fromDriver: (value) => Date.parse(value.replace(' ', 'T').replace(/[+-]\d\d$/, '$&:00')) / 1000,
});

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

const kit = {
  table: pgTable,
  id: (name: string) => uuid(name),
  rowNumber: (name: string) => integer(name).primaryKey().generatedAlwaysAsIdentity(),
  text: (name: string) => text(name),
  int: (name: string) => integer(name),
  bool: (name: string) => boolean(name),
  real: (name: string) => doublePrecision(name),
  instant: (name: string) => instant(name),
  json: <T>(name: string) => jsonb(name).$type<T>(),
  bytes: (name: string) => bytes(name),
  index,
  unique,
  uniqueIndex,
  foreignKey,
  primaryKey,
  check,
};

/** The column kit of PostgreSQL, cast once: queries are written against SQLite's types and awaited on both. */
export const postgresKit = kit as unknown as Kit;
