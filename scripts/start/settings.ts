import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../words/places.ts';

/** Something a person wrote is wrong; the message is one line that names it and the remedy. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** What `npm start` and `npm run dev` can be told. */
export interface StartSettings {
  readonly portalPort: number;
  readonly backofficePort: number;
  readonly mailboxPort: number;
  /** Address to listen on, portal and back office. The mailbox never leaves the loopback interface. */
  readonly host: string;
  /** Folder of the demo store, the development secret and the lock. */
  readonly data: string;
  /** Delete the demo store first. */
  readonly fresh: boolean;
  readonly trustedProxies: string[];
  /** GeoJSON drawn under the routes. */
  readonly basemap: string | undefined;
}

export const usage = `npm start [-- options]
  --portal-port <n>      port of the portal           (PORTAL_PORT, 4300)
  --backoffice-port <n>  port of the back office      (BACKOFFICE_PORT, 4301)
  --mailbox-port <n>     port of the local mailbox    (MAILBOX_PORT, 4302)
  --host <address>       address to listen on         (HOST, 127.0.0.1)
  --data <folder>        demo store and secret        (DATA_FOLDER, var)
  --fresh                delete the demo store and make a new one
  --help                 this text
Everything else is configured by environment variables: see docs/operations.md.`;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads arguments, then the environment, then the defaults.
 * @returns the settings, or `help` when the person asked for it
 * @throws StartError naming the option or variable that is wrong
 */
export function readSettings(args: readonly string[], env: Env): StartSettings | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const port = (
    option: 'portal-port' | 'backoffice-port' | 'mailbox-port',
    variable: string,
    otherwise: number,
  ) => {
    const given = values[option];
    const text = given ?? (env[variable] || undefined);
    if (text === undefined) return otherwise;
    const number = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    if (!(number >= 1 && number <= 65_535))
      throw new StartError(
        `${given === undefined ? variable : `--${option}`} must be a port from 1 to 65535, not "${text}".`,
      );
    return number;
  };
  const settings: StartSettings = {
    portalPort: port('portal-port', 'PORTAL_PORT', 4300),
    backofficePort: port('backoffice-port', 'BACKOFFICE_PORT', 4301),
    mailboxPort: port('mailbox-port', 'MAILBOX_PORT', 4302),
    host: values.host ?? (env['HOST'] || '127.0.0.1'),
    data: resolve(root, values.data ?? (env['DATA_FOLDER'] || 'var')),
    fresh: values.fresh === true,
    trustedProxies: (env['TRUSTED_PROXIES'] ?? '')
      .split(',')
      .map((proxy) => proxy.trim())
      .filter((proxy) => proxy !== ''),
    basemap: env['BASEMAP_FILE'] || undefined,
  };
  const ports = [settings.portalPort, settings.backofficePort, settings.mailboxPort];
  const twice = ports.find((number, index) => ports.indexOf(number) !== index);
  if (twice !== undefined) throw new StartError(`Port ${twice} is given to two servers: each needs its own.`);
  return settings;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'portal-port': { type: 'string' },
        'backoffice-port': { type: 'string' },
        'mailbox-port': { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        fresh: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const line = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error);
    throw new StartError(`${line}. Try: npm start -- --help`);
  }
}
