import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A server needs a few seconds from its folder to its process; a younger folder may be starting. */
const oldEnough = 10 * 60 * 1000;

/** Removes folders of servers whose test run was ended too hard to clean up after itself. */
export function removeLeftovers(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(parent, name);
    try {
      if (Date.now() - statSync(folder).mtimeMs > oldEnough && !hasServer(folder))
        rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's folder, or somebody else has just removed it.
    }
  }
}

function hasServer(folder: string): boolean {
  try {
    const [pid = ''] = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
