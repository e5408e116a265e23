import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../words/places.ts';
import { readSettings } from './settings.ts';

test('nothing said gives the defaults', () => {
  expect(readSettings([], {})).toEqual({
    portalPort: 4300,
    backofficePort: 4301,
    mailboxPort: 4302,
    host: '127.0.0.1',
    data: join(root, 'var'),
    fresh: false,
    trustedProxies: [],
    basemap: undefined,
  });
});

test('an option wins over its variable, and an empty variable says nothing', () => {
  const env = {
    PORTAL_PORT: '5000',
    BACKOFFICE_PORT: '',
    MAILBOX_PORT: '5002',
    TRUSTED_PROXIES: '10.0.0.1, ::1,',
  };
  expect(readSettings(['--portal-port', '6000', '--fresh', '--data', '/srv/itinera'], env)).toMatchObject({
    portalPort: 6000,
    backofficePort: 4301,
    mailboxPort: 5002,
    fresh: true,
    data: '/srv/itinera',
    trustedProxies: ['10.0.0.1', '::1'],
  });
});

test('--help wins over everything', () => {
  expect(readSettings(['--help'], { PORTAL_PORT: 'x' })).toBe('help');
});

test.each([
  [['--portal-port', '0'], {}, '--portal-port must be a port from 1 to 65535, not "0".'],
  [['--mailbox-port', '4300.5'], {}, '--mailbox-port must be a port'],
  [[], { BACKOFFICE_PORT: 'http' }, 'BACKOFFICE_PORT must be a port from 1 to 65535, not "http".'],
  [['--portal-port', '4301'], {}, 'Port 4301 is given to two servers'],
  [['--colour'], {}, "Unknown option '--colour'. Try: npm start -- --help"],
  [['extra'], {}, 'extra'],
  [['--fresh=yes'], {}, '--fresh'],
])('%j with %j is refused in one line that names it', (args, env, message) => {
  expect(() => readSettings(args, env)).toThrow(message);
  expect(() => readSettings(args, env)).toThrow(/^[^\n]*$/);
});
