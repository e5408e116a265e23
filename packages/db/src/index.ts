export type { Database, Engine, Queries, TechnicianDay } from './engine/database.ts';
export { DbError, type DbErrorCode } from './engine/errors.ts';
export { openDatabase, type DatabaseTarget } from './engine/open.ts';
