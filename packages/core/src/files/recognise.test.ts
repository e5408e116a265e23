import { expect, test } from 'vitest';
import { recognise } from './recognise.ts';
import { spool } from './spool.ts';

async function* arriving(...pieces: Uint8Array[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

async function told(bytes: Uint8Array | string, name = 'a.bin'): Promise<string | null> {
  const file = await spool(arriving(Buffer.from(bytes)), 1024 * 1024);
  try {
    return await recognise(file, name);
  } finally {
    await file.close();
  }
}

const pdf = '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n';
const zipEnd = 'PK\x05\x06' + '\0'.repeat(18);

test('S47 what is kept is told by its bytes, whatever it is called', async () => {
  expect(await told(pdf, 'x.exe')).toBe('application/pdf');
  expect(await told('Wärme\r\n\tund Kälte', 'x.pdf')).toBe('text/plain');
  expect(await told('\uFEFFa;b\n1;2', 'X.CSV')).toBe('text/csv');
  expect(await told(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('picture');
  const refused: [string, Uint8Array | string][] = [
    ['a ZIP', `PK\x03\x04${zipEnd}`],
    ['a PDF with a ZIP after it', pdf + `PK\x03\x04${zipEnd}`],
    ['a PDF in the comment of a ZIP', `%PDF-1.7\nPK\x03\x04${zipEnd}%%EOF`],
    ['a PDF with a page after it', `${pdf}<script>alert(1)</script>`],
    ['a PDF without an end', '%PDF-1.7\n'],
    ['a page', '  \n<!doctype html><script>alert(1)</script>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a page behind a byte order mark', '\uFEFF<html></html>'],
    ['a program', '\x7fELF\x02\x01\x01\0'],
    ['a GIF that is a script', 'GIF89a/*\x01\0\x01\0*/=1;alert(1)'],
    ['broken UTF-8', Buffer.from([0x61, 0xc3, 0x28])],
    ['a text that ends within a letter', Buffer.from([0x61, 0xc3])],
    ['control characters', 'a\u0000b'],
    ['terminal commands', 'a\u001b]0;x\u0007'],
  ];
  for (const [what, bytes] of refused) expect(await told(bytes, 'a.txt'), what).toBeNull();
});

test('S46 an upload is held to its limit as it comes, to the byte', async () => {
  const half = Buffer.alloc(500, 1);
  const whole = await spool(arriving(half, half), 1000);
  expect(whole.size).toBe(1000);
  expect((await whole.read(990, 100)).length).toBe(10);
  await whole.close();
  await expect(spool(arriving(half, half, Buffer.of(1)), 1000)).rejects.toMatchObject({
    reason: 'too-large',
  });
  await expect(spool(arriving(), 1000)).rejects.toMatchObject({ reason: 'empty' });
  // Of what is endless no more is asked for than shows that it is too much.
  let asked = 0;
  async function* endless(): AsyncIterable<Uint8Array> {
    for (;;) yield await Promise.resolve((asked++, half));
  }
  await expect(spool(endless(), 10_000)).rejects.toMatchObject({ reason: 'too-large' });
  expect(asked).toBe(21);
});
