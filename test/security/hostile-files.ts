import { deflateRawSync, crc32 } from 'node:zlib';
import { blankPng, photo, plainPdf, sharp } from '../fixtures/uploads.ts';

/** A file that means no good: what it is called, what it is, and for which field. */
export interface HostileFile {
  what: string;
  name: string;
  bytes: Buffer;
  /** `redrawn`: taken, and nothing of what it hid is left. */
  outcome: 'refused' | 'redrawn';
}

/** What must be in no file that is handed out. */
export const hidden = 'alert(document.domain)';
const script = `<script>${hidden}</script>`;

/** All of them: the first twelve are one of each kind. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const jpeg = await photo({ canary: script });
  const png = await photo({ png: true, canary: script });
  const webp = await sharp(await photo())
    .withExif({ IFD0: { Copyright: script } })
    .webp()
    .toBuffer();
  const refused = (what: string, name: string, bytes: Buffer | string): HostileFile => ({
    what,
    name,
    bytes: Buffer.from(bytes),
    outcome: 'refused',
  });
  const redrawn = (what: string, name: string, bytes: Buffer): HostileFile => ({
    what,
    name,
    bytes,
    outcome: 'redrawn',
  });
  const first = [
    redrawn('a script in what a JPEG says of itself', 'a.jpg', jpeg),
    redrawn('a script after the end of a PNG', 'a.png', Buffer.concat([png, Buffer.from(script)])),
    redrawn('a picture called a page', '../../a.html', jpeg),
    refused('a GIF that is a script', 'a.gif', `GIF89a/*\u0001*/=1;${hidden}`),
    refused('a PDF that is an archive', 'a.pdf', Buffer.concat([plainPdf, archive('a.js', hidden)])),
    refused('a page called a picture', 'a.jpg', `<!doctype html>${script}`),
    refused('a drawing with a script', 'a.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    refused('30,000 x 30,000 pixels', 'a.png', blankPng(30_000, 30_000)),
    refused('an ASF with a header of no length', 'a.asf', asf()),
    refused('a HEIC', 'a.heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    refused('an archive that unpacks to very much', 'a.zip', archive('a.txt', 'a'.repeat(1_000_000))),
    refused('half a JPEG', 'a.jpg', jpeg.subarray(0, jpeg.length / 2)),
  ];
  const names = ['a.exe', 'con.jpg', 'a.jpg.php', 'a\u202Egpj.js', '..', 'a%00.jpg', 'a".jpg', "a'; x.jpg"];
  const programs: [string, string][] = [
    ['a program of Linux', '\x7fELF\x02\x01\x01\0'],
    ['a program of Windows', 'MZ\x90\0\x03\0'],
    ['a class of Java', '\xca\xfe\xba\xbe\0\0\x004'],
    ['an old office file', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
    ['a rich text with an object', '{\\rtf1{\\object\\objdata 01}}\0'],
    ['a flash film', 'FWS\x09\0\0\0\0'],
    ['a font', 'wOFF\0\x01\0\0'],
    ['a TIFF', 'II*\0\x08\0\0\0'],
    ['a BMP', 'BM\x3e\0\0\0\0\0'],
    ['an icon', '\0\0\x01\0\x01\0'],
    ['a film', '\0\0\0\x18ftypmp42'],
    ['a sound', 'ID3\x03\0\0\0\0'],
    ['a tape archive', 'a.txt\0'.padEnd(512, '\0')],
    ['gzip', '\x1f\x8b\x08\0'],
    ['7-zip', "7z\xbc\xaf'\x1c"],
    ['RAR', 'Rar!\x1a\x07\0'],
    ['an old drawing of ghostscript', '%!PS-Adobe\n\u0004'],
    ['UTF-16', '\xff\xfe<\0s\0'],
    ['terminal commands', 'a\x1b]2;x\x07'],
    ['zero bytes only', '\0'.repeat(1000)],
  ];
  const pages = [
    '<html>',
    ' \n\t<HTML>',
    '\uFEFF<script>',
    '<?xml version="1.0"?><svg/>',
    '<!--x--><b>',
    '<?php',
  ];
  const rest = [
    ...names.map((name) => redrawn(`a picture called ${JSON.stringify(name)}`, name, jpeg)),
    ...programs.map(([what, bytes]) => refused(what, 'a.txt', Buffer.from(bytes, 'latin1'))),
    ...pages.map((page) => refused(`a page that begins ${JSON.stringify(page)}`, 'a.txt', page + script)),
    redrawn('a script in what a WebP says of itself', 'a.webp', webp),
    redrawn('an animated WebP', 'a.webp', await animated()),
    redrawn('a JPEG with an archive after it', 'a.jpg', Buffer.concat([jpeg, archive('a.js', hidden)])),
    redrawn('a PNG with a PDF after it', 'a.png', Buffer.concat([png, plainPdf])),
    redrawn('a PNG that says it is a GIF', 'a.gif', png),
    refused('a PDF without an end', 'a.pdf', plainPdf.subarray(0, 40)),
    refused('a PDF with a page after it', 'a.pdf', Buffer.concat([plainPdf, Buffer.from(script)])),
    refused('a page before a PDF', 'a.pdf', Buffer.concat([Buffer.from(script), plainPdf])),
    refused('half a PNG', 'a.png', png.subarray(0, png.length - 20)),
    refused('a PNG of nothing', 'a.png', blankPng(0, 0)),
    refused('a very wide PNG', 'a.png', blankPng(2_000_000_000, 1)),
    refused(
      'the beginning of a PNG and a drawing',
      'a.png',
      Buffer.concat([png.subarray(0, 8), Buffer.from('<svg/>')]),
    ),
    refused('the beginning of a WebP', 'a.webp', 'RIFF\xff\xff\xff\x7fWEBPVP8 '),
    refused('the beginning of a JPEG', 'a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0xff, 0xff])),
  ];
  return [...first, ...rest];
}

/** A ZIP of one file. */
function archive(name: string, content: string): Buffer {
  const packed = deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 0, 'latin1');
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(crc32(content), 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  return Buffer.concat([head, Buffer.from(name), packed, end]);
}

/** What once hung a reader of file types: a header whose part has no length. */
function asf(): Buffer {
  const header = Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex');
  return Buffer.concat([header, Buffer.alloc(100)]);
}

async function animated(): Promise<Buffer> {
  const frames = await sharp({ create: { width: 20, height: 40, channels: 3, background: '#0b6e6e' } })
    .raw()
    .toBuffer();
  return sharp(frames, { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
    .webp({ loop: 0, delay: [10, 10] })
    .toBuffer();
}
