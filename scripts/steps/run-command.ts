import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How a command ended and what it printed, both streams in the order they came. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
}

const running = new Set<number>();
process.on('exit', () => running.forEach(killGroup));

/** For scripts that are nothing but commands: ends quietly, and everything it started, when told to. */
export function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
}

/**
 * Runs a program of node_modules/.bin (or on the PATH) with the Node that runs this script, in a process group of its
 * own, so that ending it ends what it started. Aborting the signal kills the group; the result then has code null.
 */
export function runCommand(
  root: string,
  command: readonly [string, ...string[]],
  options: { cwd?: string; signal?: AbortSignal; env?: Record<string, string> } = {},
): Promise<CommandResult> {
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: join(root, options.cwd ?? '.'),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...options.env },
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const { pid } = child;
    if (pid !== undefined) running.add(pid);
    const abort = () => {
      if (pid !== undefined) killGroup(pid);
    };
    if (options.signal?.aborted === true) abort();
    options.signal?.addEventListener('abort', abort, { once: true });
    const finish = (code: number | null, more = '') => {
      if (pid !== undefined) running.delete(pid);
      options.signal?.removeEventListener('abort', abort);
      resolve({ code, output: (Buffer.concat(chunks).toString('utf8') + more).trim() });
    };
    child.on('error', (error) => finish(null, `${program}: ${error.message}`));
    child.on('close', (code) => finish(code));
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
