import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';
const needed = 4 * 1024 ** 3;

/**
 * Puts temporary files into memory for this process and its children, where the system has room for them: the tests'
 * stores wait for the disk at every commit, as they must, which is most of their time. The folder goes at the end.
 * @returns where, or undefined when temporary files stay where they were
 */
export function useMemoryFolder(): string | undefined {
  if (process.env['TMPDIR'] !== undefined) return undefined;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize < needed) return undefined;
    const folder = mkdtempSync(join(memory, 'itinera-test-'));
    // PostgreSQL runs as another user when we are root.
    chmodSync(folder, 0o711);
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    process.env['TMPDIR'] = folder;
    return folder;
  } catch {
    return undefined;
  }
}
