/**
 * The door of every npm script: `node scripts/bootstrap.mjs <command> [arguments]`.
 *
 * Runs on any Node from 20 and needs no package. Installs what package-lock.json asks for and node_modules lacks,
 * chooses a Node 24 (the one npm installed, else the running one), compiles the words when they changed, and then
 * runs `scripts/<command>.ts` with the arguments, passing on signals and the exit code.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = 24;
/** Commands that report broken words themselves, as one of their steps. */
const reportsWords = new Set(['check', 'test']);

const [command, ...rest] = process.argv.slice(2);
const script = join(root, 'scripts', `${command}.ts`);
if (command === undefined || !/^[a-z-]+$/.test(command) || !existsSync(script)) {
  const known = readdirSync(join(root, 'scripts'))
    .filter((name) => /^[a-z-]+\.ts$/.test(name))
    .map((name) => name.slice(0, -3));
  stop(`There is no command "${command ?? ''}". Known: ${known.join(', ')}.`);
}

await installOnce();
const node = findNode();
const env = {
  ...process.env,
  PATH: [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
};
if (command !== 'compile-words') {
  const words = spawnSync(node, [join(root, 'scripts/compile-words.ts')], { stdio: 'inherit', env });
  if (words.status !== 0 && !reportsWords.has(command)) process.exit(1);
}
run(node, [script, ...rest]);

/** Runs the command as our only child; a signal sent to us alone still reaches it. */
function run(program, args) {
  const child = spawn(program, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // Whoever ends npm ends its shell, and neither tells us.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined)
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
  child.on('error', (error) => stop(`${program} does not start (${error.message}).`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/** Runs `npm ci` when something is missing; a second caller waits for the first. */
async function installOnce() {
  if (missing() === undefined) return;
  const lock = join(root, 'var/install.pid');
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (!isRunning(readIfThere(lock)) || isOld(lock)) rmSync(lock, { force: true });
      else await new Promise((done) => setTimeout(done, 500));
    }
  }
  try {
    const why = missing();
    if (why !== undefined) install(why);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} why */
function install(why) {
  console.log(`Installing packages (npm ci): ${why}.`);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result =
    npm !== undefined && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
      : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.signal !== null) process.exit(130);
  if (result.status !== 0) {
    rmSync(join(root, 'var/install.pid'), { force: true });
    stop('The packages could not be installed: see the message of npm above.');
  }
}

/** What node_modules lacks of package-lock.json, in words; nothing when it is whole. Reads two files, stats folders. */
function missing() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  if (wanted === undefined) stop('package-lock.json is missing or broken: restore it from git.');
  if (present === undefined) return 'node_modules is missing or unfinished';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.optional === true || entry.extraneous === true) continue;
    const found = present[path];
    const name = path.replace(/^.*node_modules\//, '');
    if (found === undefined || !existsSync(join(root, path))) return `${name} is not installed`;
    if (found.version !== entry.version || found.integrity !== entry.integrity) return `${name} has changed`;
  }
  const platformNode = `node_modules/${nodePackage()}`;
  if (platformNode in wanted && !existsSync(join(root, platformNode)) && ownMajor() < oldestNode) {
    return `${nodePackage()} is not installed`;
  }
  return undefined;
}

/** @param {string} file */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The npm package that carries Node for this machine. */
function nodePackage() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

function ownMajor() {
  return Number(process.versions.node.split('.')[0]);
}

/** Node 24: from npm, else the running one, else one clear line. */
function findNode() {
  const fromNpm = join(
    root,
    'node_modules',
    nodePackage(),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(fromNpm)) return fromNpm;
  if (ownMajor() >= oldestNode) return process.execPath;
  return stop(
    `Itinera needs Node ${oldestNode} or newer; this is ${process.version}, and npm has none for ` +
      `${process.platform} ${process.arch}. Install Node ${oldestNode} and try again.`,
  );
}

/** @param {string} pid */
function isRunning(pid) {
  if (!/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Older than any installation takes; the process number may belong to somebody else by now. */
function isOld(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > 10 * 60_000;
  } catch {
    return true;
  }
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @returns {never} */
function stop(line) {
  console.error(line);
  process.exit(1);
}
