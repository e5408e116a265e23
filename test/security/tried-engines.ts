import { engines } from '../contract/db/stores.ts';

/**
 * The stores behind tests that ask the applications over HTTP: both in the long version, SQLite alone in the short one. What
 * differs between the stores is the contract tests' to find, and the matrices of access ask both always.
 */
export const triedEngines = process.env['ITINERA_FULL'] ? engines : engines.slice(0, 1);
