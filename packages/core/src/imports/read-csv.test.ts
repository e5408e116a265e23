import { expect, test } from 'vitest';
import { detectEncoding, type Encoding } from './decode.ts';
import { detectSeparator } from './detect-separator.ts';
import { keepQuotes, withoutNeutral } from './formulas.ts';
import { FileProblem } from './problems.ts';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

/** A file in pieces of a few bytes: what a piece cuts through must not show. */
async function* pieces(file: string | Uint8Array, size = 3): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function recordsOf(file: string | Uint8Array, encoding: Encoding = 'utf-8', separator = ',') {
  const records: [number, ...string[]][] = [];
  for await (const { line, cells } of readCsv(pieces(file), { encoding, separator }))
    records.push([line, ...cells]);
  return records;
}

async function drained(records: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of records);
}

async function problemOf(read: Promise<unknown>): Promise<[string, number | undefined]> {
  try {
    await read;
  } catch (error) {
    if (error instanceof FileProblem) return [error.code, error.line];
    throw error;
  }
  throw new Error('it could be read');
}

test('every record says on which line it begins, whatever ends lines and stands in quotes', async () => {
  const file = '\uFEFFa,b\r\n1,"x\r\ny"\r\n\r\n3,4\n5,"6\n7"\r8,"9 ""x"""';
  expect(await recordsOf(file)).toEqual([
    [1, 'a', 'b'],
    [2, '1', 'x\r\ny'],
    [5, '3', '4'],
    [6, '5', '6\n7'],
    [8, '8', '9 "x"'],
  ]);
});

test('broken quotes and wrong encodings are told by their line', async () => {
  expect(await problemOf(recordsOf('a,b\n1,"x"y\n3,4\n'))).toEqual(['quote', 2]);
  expect(await problemOf(recordsOf('a,b\n1,x"y"\n'))).toEqual(['quote', 2]);
  expect(await problemOf(recordsOf('a,b\n1,2\n3,"open\n5,6\n'))).toEqual(['quote', 3]);
  const latin = Buffer.from('a,b\n1,2\n3,\xe9\n', 'latin1');
  expect(await problemOf(recordsOf(latin))).toEqual(['encoding', 3]);
  expect(await recordsOf(latin, 'windows-1252')).toContainEqual([3, '3', 'é']);
});

test('S46 S49 endless lines, quotes and rows of columns are refused before they are whole', async () => {
  const endless = async function* (head: string, more: string): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(head);
    const piece = new TextEncoder().encode(more.repeat(Math.ceil(500_000 / more.length)));
    for (let n = 0; n < 120; n++) yield piece;
  };
  const before = process.memoryUsage().rss;
  for (const [head, more, expected] of [
    ['a,b\n', 'x', ['line-too-long', 2]],
    ['a,b\n1,2\n3,"', 'some, words\n', ['line-too-long', 3]],
    ['', ',', ['line-too-long', 1]],
  ] as const) {
    const form = { encoding: 'utf-8', separator: ',' } as const;
    expect(await problemOf(drained(readCsv(endless(head, more), form)))).toEqual(expected);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  expect(await problemOf(recordsOf(','.repeat(1000)))).toEqual(['too-many-columns', 1]);
});

test('encodings and separators are found by plain rules', async () => {
  const found = (file: Uint8Array) => detectEncoding(pieces(file));
  const text = 'name;ort\nZoë;Vaduz\n';
  expect(await found(Buffer.from(text))).toBe('utf-8');
  expect(await found(Buffer.from(`\uFEFF${text}`))).toBe('utf-8');
  expect(await found(Buffer.from(text, 'latin1'))).toBe('windows-1252');
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  expect(await found(wide)).toBe('utf-16le');
  expect(await found(Buffer.from(wide).swap16())).toBe('utf-16be');
  const bare = Buffer.from(text, 'utf16le');
  expect(await detectEncoding(pieces(bare, 1000))).toBe('utf-16le');
  expect(await recordsOf(wide, 'utf-16le', ';')).toContainEqual([2, 'Zoë', 'Vaduz']);
  for (const separator of [',', ';', '\t', '|']) {
    const file = ['a', 'b', 'c\n1', '"2,x;y"', '3\n'].join(separator);
    expect(await detectSeparator(() => pieces(file), 'utf-8')).toBe(separator);
  }
});

test('S44 what goes out is no formula and comes back as it was', async () => {
  const texts = [
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\t=',
    '\r=',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    "'",
    "'=1",
    "''=1",
    "'a",
    ' =1',
    'a"b',
    'a\nb',
    '',
  ];
  async function* rows() {
    yield [...texts.map((text) => [text, 'x']), [-12.5, 'number']];
  }
  let file = '';
  for await (const piece of writeCsv(['text', 'x'], rows())) file += piece;
  const back = (await recordsOf(file)).slice(1).map(([, cell]) => cell ?? '');
  expect(back.filter((cell) => /^[=+@\t\r＝＋－＠]/.test(cell))).toEqual([]);
  expect(back.filter((cell) => cell.startsWith('-'))).toEqual(['-12.5']);
  expect(back.slice(0, -1).map(withoutNeutral)).toEqual(texts);
  // The control: without the second sign one of them would come back as another.
  expect(withoutNeutral("'=1")).toBe('=1');
  expect(withoutNeutral(keepQuotes("'=1"))).toBe("'=1");
});
