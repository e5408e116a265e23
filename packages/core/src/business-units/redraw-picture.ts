import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { mostBytes, pictureExits } from './picture-limits.ts';
import { refusal } from './settings-rules.ts';

/** Long enough for the largest picture on a busy machine, in milliseconds. */
const patience = 15_000;

const beginnings: readonly (readonly [offset: number, text: string])[][] = [
  [[0, '\x89PNG\r\n\x1a\n']],
  [[0, '\xff\xd8\xff']],
  [
    [0, 'RIFF'],
    [8, 'WEBP'],
  ],
];

/** One at a time: each takes a process and the memory of its pixels. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A picture of somebody as one of ours: decoded and drawn anew as PNG in a process of its own, without whatever else the
 * file held, at most 600 x 240 pixels. What it is goes by its bytes, not by its name.
 * @throws ItineraError `invalid` (`logo`: `too-large`, `type`: neither PNG, JPEG nor WebP (CAD-BU-10), `too-many-pixels`,
 * `unreadable`).
 */
export async function redrawPicture(typed: Uint8Array, program = defaultProgram): Promise<Buffer> {
  if (typed.length > mostBytes) throw refusal('logo', 'too-large', 'must have at most 1 MB');
  if (!beginnings.some((all) => all.every(([offset, text]) => holds(typed, offset, text))))
    throw refusal('logo', 'type', 'must be a PNG, JPEG or WebP picture');
  const drawn = last.then(() => draw(typed, program));
  last = drawn.catch(() => undefined);
  return drawn;
}

const defaultProgram = {
  file: fileURLToPath(new URL('./picture-process.ts', import.meta.url)),
  patience,
};

async function draw(typed: Uint8Array, program: typeof defaultProgram): Promise<Buffer> {
  const child = spawn(process.execPath, [program.file], { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
  const timer = setTimeout(() => child.kill('SIGKILL'), program.patience);
  // A process that ends before it has read everything breaks the pipe: its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed);
  const exit = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null)).on('close', resolve);
  });
  const picture = await buffer(child.stdout).catch(() => Buffer.alloc(0));
  const code = await exit;
  clearTimeout(timer);
  if (code === pictureExits.pixels)
    throw refusal('logo', 'too-many-pixels', 'must have at most 16 million pixels');
  if (code !== 0 || picture.length === 0)
    throw refusal('logo', 'unreadable', 'could not be read: save it anew and upload it again');
  return picture;
}

function holds(bytes: Uint8Array, offset: number, text: string): boolean {
  return Buffer.from(bytes.subarray(offset, offset + text.length)).toString('latin1') === text;
}
