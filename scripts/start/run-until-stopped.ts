import type { Running } from './compose.ts';
import { readSettings, usage } from './settings.ts';
import type { StartSettings } from './settings.ts';

/**
 * The life of a starting script: reads the arguments, starts, says where everything is, and ends quietly with code 0
 * when told to (Ctrl-C, SIGTERM). What cannot start says so in one line and ends with code 1.
 */
export async function runUntilStopped(start: (settings: StartSettings) => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  const stop = () => {
    // Nothing has been acknowledged to anybody before the welcome: a start may break off anywhere.
    if (running === undefined) process.exit(0);
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  try {
    const settings = readSettings(process.argv.slice(2), process.env);
    if (settings === 'help') {
      console.log(usage);
      process.exit(0);
    }
    running = await start(settings);
    console.log(welcome(running));
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  const text = error instanceof Error ? error.message : String(error);
  console.error(`Itinera does not run: ${text}`);
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) console.error(error.stack);
  process.exit(1);
}

/** Where everything is and how to sign in. */
export function welcome({ config, accounts, mailbox, store }: Running): string {
  const lines = ['', 'Itinera runs. Ctrl-C stops it.', ''];
  lines.push(`  Portal       ${config.portalUrl}`, `  Back office  ${config.backofficeUrl}`);
  if (mailbox !== undefined)
    lines.push(`  Mailbox      ${mailbox}   (mails and text messages of this machine, and codes for staff)`);
  lines.push(`  Store        ${store}`, '');
  if (accounts !== undefined) {
    lines.push('Sign in to the portal with one of these addresses; the code arrives in the mailbox:');
    for (const { email, phone, name, note } of accounts.portal)
      lines.push(
        `  ${email.padEnd(38)} ${[name, note, phone && `or by text message: ${phone}`].filter(Boolean).join(', ')}`,
      );
    lines.push('', "Sign in to the back office (the second step's code stands in the mailbox):");
    for (const { email, password, name, role } of accounts.staff)
      lines.push(`  ${email.padEnd(38)} ${password}   ${name}, ${role}`);
    lines.push('');
  }
  return lines.join('\n');
}
