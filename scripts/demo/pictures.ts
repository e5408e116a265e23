import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const wall: Colour = [214, 208, 196, 255];
const floor: Colour = [150, 138, 124, 255];
const white: Colour = [244, 245, 246, 255];
const steel: Colour = [120, 128, 138, 255];
const green: Colour = [11, 110, 110, 255];
const dark: Colour = [26, 29, 33, 255];
const nothing: Colour = [0, 0, 0, 0];

/** What stands for a technician's photo: an invented boiler with its gauge, as PNG. */
export function boilerPhoto(needle: number): Uint8Array {
  const within = (x: number, y: number, from: readonly [number, number], to: readonly [number, number]) =>
    x >= from[0] && x < to[0] && y >= from[1] && y < to[1];
  const angle = Math.PI * (0.75 + needle * 1.5);
  return png(480, 360, (x, y) => {
    const [dx, dy] = [x - 240, y - 130];
    const away = Math.hypot(dx, dy);
    if (away < 4) return dark;
    const along = dx * Math.cos(angle) + dy * Math.sin(angle);
    const beside = Math.abs(dx * Math.sin(angle) - dy * Math.cos(angle));
    if (away < 36 && along > 0 && beside < 2.5) return dark;
    if (away < 40) return white;
    if (away < 46) return steel;
    if (within(x, y, [190, 230], [290, 250])) return green;
    if (within(x, y, [150, 50], [330, 270])) return white;
    if (within(x, y, [180, 0], [200, 50]) || within(x, y, [280, 0], [300, 50])) return steel;
    if (within(x, y, [200, 270], [215, 330]) || within(x, y, [265, 270], [280, 330])) return steel;
    return y < 310 ? wall : floor;
  });
}

/** What stands for a customer's drawn signature, as PNG with nothing behind it. */
export function drawnSignature(loops: number): Uint8Array {
  const strokes = Array.from({ length: 900 }, (_, n) => {
    const t = n / 900;
    const turn = t * loops * 2 * Math.PI;
    return [40 + 310 * t + 22 * Math.cos(turn), 80 + (42 - 20 * t) * Math.sin(turn)] as const;
  });
  const ink = new Set(
    strokes.flatMap(([x, y]) =>
      [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${Math.round(x) + dx} ${Math.round(y) + dy}`)),
    ),
  );
  return png(400, 160, (x, y) => (ink.has(`${x} ${y}`) ? dark : nothing));
}

function png(width: number, height: number, colourAt: (x: number, y: number) => Colour): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y), y * (1 + width * 4) + 1 + x * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits of red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  const beginning = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    beginning,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}
