import type { Random } from '../helpers/random.ts';

/** Values that were written to break something: statements, prototypes, templates, paths, numbers at the edge. */
const nasty = [
  "' OR '1'='1",
  "'; DROP TABLE customer; --",
  '1 UNION SELECT name FROM sqlite_master',
  "' || (SELECT pg_sleep(5)) || '",
  '%%%_\\_',
  'ORDER BY 1 DESC --',
  '__proto__',
  'constructor.prototype',
  '{"__proto__":{"polluted":true}}',
  '${7*7}',
  '{{constructor.constructor("return 1")()}}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..%2f..%2f',
  'a\u0000b',
  '\r\nSet-Cookie: evil=1',
  '\u202e\u200b\ufeff',
  '\ud800',
  '😀'.repeat(50),
  'x'.repeat(5_000),
  '-1',
  '1e308',
  '9007199254740993',
  '0x10',
  'NaN',
  '',
  ' ',
  '2027-02-30',
  '9999-12-31',
  '0000-00-00',
  '01890000-0000-7000-8000-000000000000',
  '01890000-0000-7000-8000-00000000000g',
] as const;

const kinds: ((random: Random) => unknown)[] = [
  (random) => random.pick(nasty),
  () => null,
  () => true,
  (random) => random.pick([-1, 0, 1.5, 1e21, 2 ** 53, -(2 ** 31)]),
  () => [],
  (random) => [random.pick(nasty), random.pick(nasty)],
  () => ({}),
  () => ({ $gt: '' }),
  () => deep(2_000),
  () => Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n])),
];

export function nastyText(random: Random): string {
  return random.pick(nasty);
}

/** Any JSON value; mostly one that nobody expects. */
export function nastyValue(random: Random): unknown {
  return random.pick(kinds)(random);
}

/** JSON in which one value, or a key that objects have of themselves, was put. */
export function nastyJson(random: Random, body: Record<string, unknown>): string {
  const fields = Object.entries(body).map(([name, value]) => [
    name,
    random.chance(0.3) ? nastyValue(random) : value,
  ]);
  const text = JSON.stringify(Object.fromEntries(fields));
  if (random.chance(0.3))
    return text.replace('{', `{"${random.pick(['__proto__', 'constructor', 'toString'])}":{"polluted":1},`);
  if (random.chance(0.3)) return flipped(random, text);
  return random.chance(0.1) ? random.pick(['', 'null', '[]', '"x"', '{', `[${'['.repeat(50_000)}`]) : text;
}

/** A text with one character changed, doubled or missing. */
export function flipped(random: Random, text: string): string {
  const at = random.int(0, Math.max(0, text.length - 1));
  const put = random.pick(['', '\u0000', '"', '}', '%', 'é', text[at] ?? '', '\\']);
  return text.slice(0, at) + put + text.slice(at + 1);
}

function deep(levels: number): unknown {
  let value: unknown = 'end';
  for (let n = 0; n < levels; n++) value = { a: value };
  return value;
}
