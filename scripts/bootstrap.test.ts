import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryTree } from '../test/helpers/temporary-tree.ts';
import { root } from './words/places.ts';

const lock = (packages: Record<string, unknown>) => JSON.stringify({ lockfileVersion: 3, packages });
const tool = { version: '1.2.3', integrity: 'sha512-a' };

/** A checkout with one package, installed, and commands that say what they were given. */
function checkout(): string {
  const tree = temporaryTree({
    'package-lock.json': lock({
      '': { name: 'x' },
      'node_modules/tool': tool,
      'node_modules/other-platform': { ...tool, optional: true },
      'packages/own': {},
      'node_modules/own': { resolved: 'packages/own', link: true },
    }),
    'node_modules/.package-lock.json': lock({
      'node_modules/tool': tool,
      'packages/own': {},
      'node_modules/own': { resolved: 'packages/own', link: true },
    }),
    'node_modules/tool/index.js': '',
    'packages/own/index.js': '',
    'node_modules/own/index.js': '',
    'scripts/compile-words.ts': `if (process.env.WORDS_BROKEN) process.exit(1);`,
    'scripts/start.ts': `console.log('start', process.argv.slice(2).join(' ')); process.exit(7);`,
    'scripts/check.ts': `console.log('check');`,
    'scripts/wait.ts': `process.on('SIGTERM', () => { console.log('told'); process.exit(3); }); console.log('waits'); setInterval(() => {}, 1e6);`,
    // Stands in for npm's own program: it is another product, and here only the call of it matters.
    'npm.cjs': `const fs = require('node:fs'); for (const name of ['tool', 'own']) fs.mkdirSync('node_modules/' + name, { recursive: true }); fs.cpSync('package-lock.json', 'node_modules/.package-lock.json'); console.log('npm', process.argv.slice(2).join(' '));`,
  });
  copyFileSync(join(root, 'scripts/bootstrap.mjs'), join(tree, 'scripts/bootstrap.mjs'));
  return tree;
}

function begin(tree: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', ...args], {
    cwd: tree,
    env: { ...process.env, npm_execpath: join(tree, 'npm.cjs'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number, output })) };
}

const run = (tree: string, args: string[], env?: Record<string, string>) => begin(tree, args, env).ended;

test('with everything installed the command runs at once, with its arguments and its exit code', async () => {
  expect(await run(checkout(), ['start', '--portal-port', '5000'])).toEqual({
    code: 7,
    output: 'start --portal-port 5000\n',
  });
});

test.each([
  ['node_modules is missing', 'node_modules is missing or unfinished', ['node_modules']],
  [
    'an installation was broken off',
    'node_modules is missing or unfinished',
    ['node_modules/.package-lock.json'],
  ],
  ['a package was deleted', 'tool is not installed', ['node_modules/tool']],
])('when %s, npm installs and the reason is said', async (_, reason, gone) => {
  const tree = checkout();
  for (const path of gone) rmSync(join(tree, path), { recursive: true });
  const { output } = await run(tree, ['start']);
  expect(output).toContain(`Installing packages (npm ci): ${reason}.\nnpm ci --no-audit`);
  expect(output).toContain('start');
  expect((await run(tree, ['start'])).output).toBe('start \n');
  expect(existsSync(join(tree, 'var/install.pid'))).toBe(false);
});

test('a changed version is installed', async () => {
  const tree = checkout();
  writeFileSync(
    join(tree, 'package-lock.json'),
    lock({ 'node_modules/tool': { ...tool, version: '1.2.4' } }),
  );
  expect((await run(tree, ['start'])).output).toContain('tool has changed');
});

test('an unknown command names the known ones', async () => {
  const { code, output } = await run(checkout(), ['../evil']);
  expect(code).toBe(1);
  expect(output).toBe('There is no command "../evil". Known: check, compile-words, start, wait.\n');
});

test('broken words stop a start, but not the checks, which report them', async () => {
  expect(await run(checkout(), ['start'], { WORDS_BROKEN: '1' })).toEqual({ code: 1, output: '' });
  expect(await run(checkout(), ['check'], { WORDS_BROKEN: '1' })).toEqual({ code: 0, output: 'check\n' });
});

test('a signal reaches the command, and its exit code comes back', async () => {
  const { child, ended } = begin(checkout(), ['wait']);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 3, output: 'waits\ntold\n' });
});

test('when npm is ended, the command is told', async () => {
  const tree = checkout();
  const shell = spawn('sh', ['-c', '"$NODE" scripts/bootstrap.mjs wait; true'], {
    cwd: tree,
    env: { ...process.env, NODE: process.execPath, npm_lifecycle_event: 'wait' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = (async () => {
    let output = '';
    for await (const chunk of shell.stdout) output += String(chunk);
    return output; // the pipe is closed when the last process has ended
  })();
  await once(shell.stdout, 'data');
  shell.kill('SIGKILL');
  expect(await lines).toContain('told');
});
