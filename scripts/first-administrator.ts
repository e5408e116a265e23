/**
 * `npm run first-administrator`: prints, once, the link by which the first administrator sets up an account. There are
 * no default accounts. With SQLite stop Itinera first: the store belongs to one process.
 */
import { createCore, createMailbox, readConfig } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { demoStore } from './start/demo-store.ts';
import { developmentSecret, takeStore } from './start/data-folder.ts';
import { administratorUsage, readAdministratorOrder } from './start/administrator-order.ts';

try {
  const order = readAdministratorOrder(process.argv.slice(2), process.env);
  if (order === 'help') console.log(administratorUsage);
  else {
    const { data, ...input } = order;
    const production = process.env['NODE_ENV'] === 'production';
    const config = readConfig(
      { LOG_LEVEL: 'warn', ...process.env },
      {
        sqliteFile: demoStore(data),
        portalUrl: 'http://localhost:4300',
        backofficeUrl: 'http://localhost:4301',
        developmentSecret: production ? '' : developmentSecret(data),
      },
    );
    const giveBack = config.store.engine === 'sqlite' ? takeStore(config.store.file) : () => undefined;
    // No job runs here: what has to be mailed waits for Itinera's own worker.
    const core = await createCore(config, config.smtp === null ? { mailer: createMailbox() } : {});
    try {
      const made = await setUp(core).firstAdministrator(input);
      console.log(
        `\n${made.email} becomes administrator of ${made.company} by this link:\n\n  ${made.link}\n`,
      );
      console.log('It works once, within 24 hours, and is not shown again.\n');
    } finally {
      await core.close();
      giveBack();
    }
  }
} catch (error) {
  console.error(`No link was made: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
