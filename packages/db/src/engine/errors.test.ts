import { describe, expect, test } from 'vitest';
import { DbError } from './errors.ts';
import { mapPostgresError } from './postgres-errors.ts';

/** An error as node-postgres makes it; the contract suite provokes the commoner ones on a real server. */
function serverError(code: string, more: object = {}): Error {
  return Object.assign(new Error(`server says ${code}`), {
    code,
    detail: 'Key (email)=(a@b.c) exists',
    ...more,
  });
}

describe('errors of PostgreSQL', () => {
  test.each([
    ['23505', 'unique-violation'],
    ['23P01', 'overlap'],
    ['40P01', 'serialization'],
    ['40001', 'serialization'],
    ['55P03', 'busy'],
    ['57014', 'busy'],
    ['53100', 'full'],
    ['22P02', 'invalid-value'],
    ['57P01', 'unavailable'],
    ['53300', 'unavailable'],
    ['08006', 'unavailable'],
    ['28P01', 'unavailable'],
    ['3D000', 'unavailable'],
    ['ECONNREFUSED', 'unavailable'],
    ['ENOENT', 'unavailable'],
    ['42601', 'failed'],
  ])('%s is %s', (engineCode, code) => {
    const mapped = mapPostgresError(serverError(engineCode));
    expect(mapped).toBeInstanceOf(DbError);
    expect(mapped).toMatchObject({ code });
    expect(JSON.stringify(mapped)).not.toContain('a@b.c');
  });

  test('primary keys have one name on both engines', () => {
    for (const constraint of ['company_pkey', 'company_pk'])
      expect(mapPostgresError(serverError('23505', { table: 'company', constraint }))).toMatchObject({
        constraint: 'company_pk',
      });
  });

  test('an error that is no driver’s is handed back as it is', () => {
    for (const error of [
      new Error('mine'),
      new TypeError('x'),
      Object.assign(new Error('y'), { code: 'not-found' }),
      7,
    ])
      expect(mapPostgresError(error)).toBe(error);
  });
});
