import { randomUUID } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ItineraError } from '../shared/errors.ts';

/** The bytes of an upload, as they arrive. */
export type Arriving = AsyncIterable<Uint8Array>;

/** An upload that has arrived whole: on disk, nameless, and gone when it is closed or the process ends. */
export interface SpooledFile {
  fd: number;
  size: number;
  /** The first bytes, by which it is told what it is. */
  beginning: Buffer;
  read(from: number, length: number): Promise<Buffer>;
  /** In order, at most `pieceSize` each; one is there until the next is asked for. */
  pieces(): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** Bytes of a piece: so much of a file is in memory at a time. */
export const pieceSize = 256 * 1024;

/**
 * Lets an upload arrive on disk, so that what many people send at a time, slowly, is in nobody’s memory.
 * @throws ItineraError `invalid` (`file`: `empty`; `too-large` as soon as it has more than `most` bytes).
 */
export async function spool(arriving: Arriving, most: number): Promise<SpooledFile> {
  const path = join(tmpdir(), `itinera-upload-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    let size = 0;
    for await (const chunk of arriving) {
      if (size + chunk.length > most)
        throw wrongFile('too-large', `must have at most ${most / 1024 / 1024} MB`);
      await writeWhole(handle, chunk, size);
      size += chunk.length;
    }
    if (size === 0) throw wrongFile('empty', 'has no bytes: choose another one');
    return spooled(handle, size, await readAt(handle, 0, Math.min(size, 64)));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** What is wrong with an upload. */
export function wrongFile(reason: string, message: string): ItineraError {
  return new ItineraError('invalid', `file ${message}`, { field: 'file', reason });
}

function spooled(handle: FileHandle, size: number, beginning: Buffer): SpooledFile {
  return {
    fd: handle.fd,
    size,
    beginning,
    read: (from, length) => readAt(handle, from, length),
    async *pieces() {
      const room = Buffer.alloc(Math.min(pieceSize, size));
      for (let from = 0; from < size; from += room.length) {
        const { bytesRead } = await handle.read(room, 0, room.length, from);
        yield room.subarray(0, bytesRead);
      }
    },
    close: () => handle.close(),
  };
}

// At positions: the place at which whoever inherits the file begins to read stays its beginning.
async function writeWhole(handle: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < chunk.length;)
    done += (await handle.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
}

async function readAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, from);
  return bytes.subarray(0, bytesRead);
}
