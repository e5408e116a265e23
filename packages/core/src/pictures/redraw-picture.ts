import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ItineraError } from '../shared/errors.ts';
import { pictureExits, pictureUses, type PictureUseName } from './picture-limits.ts';

/** A picture as it came: its bytes, or a file that is open at its beginning, of so many bytes. */
export type TypedPicture = Uint8Array | { fd: number; size: number; beginning: Uint8Array };

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

/** Whether these bytes begin like a picture of the types that are drawn anew: PNG, JPEG, WebP. */
export function isPicture(bytes: Uint8Array): boolean {
  return beginnings.some((all) => all.every(([offset, text]) => holds(bytes, offset, text)));
}

/** One at a time: each takes a process and the memory of its pixels. */
let last: Promise<unknown> = Promise.resolve();

/**
 * A picture of somebody as one of ours: decoded and drawn anew in a process of its own, without whatever else the file held
 * (where it was taken, by what), as large as `use` says. What it is goes by its bytes, not by its name.
 * @throws ItineraError `invalid` (`field`: `too-large`, `type`: neither PNG, JPEG nor WebP (CAD-BU-10), `too-many-pixels`,
 * `unreadable`).
 */
export async function redrawPicture(
  typed: TypedPicture,
  { use, field }: { use: PictureUseName; field: string },
  program = defaultProgram,
): Promise<Buffer> {
  const { mostBytes } = pictureUses[use];
  const size = typed instanceof Uint8Array ? typed.length : typed.size;
  if (size > mostBytes) throw refusal(field, 'too-large', `must have at most ${mostBytes / 1024 / 1024} MB`);
  if (!isPicture(typed instanceof Uint8Array ? typed : typed.beginning))
    throw refusal(field, 'type', 'must be a PNG, JPEG or WebP picture');
  const drawn = last.then(() => draw(typed, { use, field }, program));
  last = drawn.catch(() => undefined);
  return drawn;
}

const defaultProgram = {
  file: fileURLToPath(new URL('./picture-process.ts', import.meta.url)),
  patience,
};

async function draw(
  typed: TypedPicture,
  { use, field }: { use: PictureUseName; field: string },
  program: typeof defaultProgram,
): Promise<Buffer> {
  const stdin = typed instanceof Uint8Array ? 'pipe' : typed.fd;
  const child = spawn(process.execPath, [program.file, use], { stdio: [stdin, 'pipe', 'ignore'], env: {} });
  const timer = setTimeout(() => child.kill('SIGKILL'), program.patience);
  // A process that ends before it has read everything breaks the pipe: its exit code says why.
  child.stdin?.on('error', () => undefined);
  if (typed instanceof Uint8Array) child.stdin?.end(typed);
  const exit = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null)).on('close', resolve);
  });
  const picture = await buffer(child.stdout!).catch(() => Buffer.alloc(0));
  const code = await exit;
  clearTimeout(timer);
  if (code === pictureExits.pixels)
    throw refusal(
      field,
      'too-many-pixels',
      `must have at most ${pictureUses[use].mostPixels / 1_000_000} million pixels`,
    );
  if (code !== 0 || picture.length === 0)
    throw refusal(field, 'unreadable', 'could not be read: save it anew and upload it again');
  return picture;
}

function holds(bytes: Uint8Array, offset: number, text: string): boolean {
  return Buffer.from(bytes.subarray(offset, offset + text.length)).toString('latin1') === text;
}

function refusal(field: string, reason: string, message: string): ItineraError {
  return new ItineraError('invalid', `${field} ${message}`, { field, reason });
}
