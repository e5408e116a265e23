import type { FirstAdministratorInput } from '@itinera/core/set-up';
import { isLanguage, languages } from '@itinera/core/shared';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../words/places.ts';
import { StartError } from './settings.ts';

/** What `npm run first-administrator` is told. */
export type AdministratorOrder = FirstAdministratorInput & { data: string };

export const administratorUsage = `npm run first-administrator -- --email <address> [options]
  --email <address>   who becomes administrator
  --company <name>    name of the company, when it is made now or there are several
  --zone <zone>       its time zone, when it is made now, such as Europe/Vaduz
  --language <code>   of the account and of a new unit: ${languages.join(', ')} (en)
  --recover           although there are administrators: they are told, and it is noted
  --data <folder>     demo store and secret, outside production (DATA_FOLDER, var)
  --help              this text
Everything else is configured by environment variables: see docs/operations.md.`;

/**
 * Reads the arguments.
 * @throws StartError naming the option that is wrong
 */
export function readAdministratorOrder(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): AdministratorOrder | 'help' {
  const values = parse(args);
  if (values.help === true) return 'help';
  const { email, language = 'en', company, zone } = values;
  if (email === undefined) throw new StartError(`--email is missing.\n${administratorUsage}`);
  if (!isLanguage(language)) throw new StartError(`--language must be one of ${languages.join(', ')}.`);
  return {
    email,
    language,
    ...(company === undefined ? {} : { company }),
    ...(zone === undefined ? {} : { zone }),
    recover: values.recover === true,
    data: resolve(root, values.data ?? (env['DATA_FOLDER'] || 'var')),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        email: { type: 'string' },
        company: { type: 'string' },
        zone: { type: 'string' },
        language: { type: 'string' },
        recover: { type: 'boolean' },
        data: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const line = error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : String(error);
    throw new StartError(`${line}. Try: npm run first-administrator -- --help`);
  }
}
