import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryTree } from '../test/helpers/temporary-tree.ts';
import { readAdministratorOrder } from './start/administrator-order.ts';
import { takeStore } from './start/data-folder.ts';
import { root } from './words/places.ts';

const needed = ['--email', 'ada@example.com'];

test('the options of the command are read, and what is wrong is named', () => {
  expect(readAdministratorOrder([...needed, '--recover', '--zone', 'Europe/Vaduz'], {})).toMatchObject({
    email: 'ada@example.com',
    language: 'en',
    recover: true,
    zone: 'Europe/Vaduz',
  });
  expect(readAdministratorOrder(['--help'], {})).toBe('help');
  expect(() => readAdministratorOrder([], {})).toThrow('--email is missing');
  expect(() => readAdministratorOrder([...needed, '--language', 'de'], {})).toThrow(
    '--language must be one of',
  );
  expect(() => readAdministratorOrder(['--mail', 'x'], {})).toThrow("Unknown option '--mail'");
});

test('S12 the command prints one link for a new store, in production too, and fails in one line', () => {
  const folder = temporaryTree({ 'store/readme': 'here' });
  const file = join(folder, 'store/itinera.sqlite');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['scripts/first-administrator.ts', ...needed, ...args], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ITINERA_SECRET: 'a secret of tests, of thirty-two characters and more',
        SQLITE_FILE: file,
        DATABASE_URL: '',
        PORTAL_URL: 'https://portal.example.test',
        BACKOFFICE_URL: 'https://office.example.test',
        SMTP_URL: 'smtp://127.0.0.1:9',
        LOG_LEVEL: 'warn',
      },
    });
  const made = run('--company', 'Vaduz Heating', '--zone', 'Europe/Vaduz');
  expect(made.stderr).toBe('');
  expect(made.stdout.match(/https:\/\/office\.example\.test\/invitation#[\w-]{43}\n/g)).toHaveLength(1);
  expect(made.status).toBe(0);
  const giveBack = takeStore(file);
  const refused = run();
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(/^No link was made: .* is in use by another Itinera.*\n$/);
  giveBack();
}, 60_000);
