import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { check } from 'recheck';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { filesBelow } from '../../scripts/steps/source-files.ts';

/*
 * S52: no pattern of what is shipped takes more than linear time, whatever it is given. Patterns are literals there
 * (a made one is banned below), so that all of them are seen.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const shipped = filesBelow(root, ['packages', 'apps'], ['.ts', '.svelte']).filter(
  (file) => !file.endsWith('.test.ts'),
);

interface Found {
  /** Pattern and flags of each literal. */
  literals: { pattern: string; flags: string }[];
  /** How often `RegExp` is called to make one. */
  made: number;
}

function foundIn(file: string, text: string): Found {
  const found: Found = { literals: [], made: 0 };
  const literal = (source: string): void => {
    const end = source.lastIndexOf('/');
    found.literals.push({ pattern: source.slice(1, end), flags: source.slice(end + 1) });
  };
  if (file.endsWith('.svelte')) {
    JSON.stringify(parse(text, { modern: true }), (key, value: unknown) => {
      const node = (value ?? {}) as {
        type?: string;
        raw?: string;
        regex?: object;
        callee?: { name?: string };
      };
      if (node.type === 'Literal' && node.regex && node.raw !== undefined) literal(node.raw);
      if (node.callee?.name === 'RegExp') found.made += 1;
      return key === 'metadata' ? undefined : typeof value === 'bigint' ? String(value) : value;
    });
    return found;
  }
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literal(node.text);
    if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === 'RegExp'
    ) {
      found.made += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

/** Null for a pattern that takes linear time; else what recheck says of it. */
async function doubt({ pattern, flags }: { pattern: string; flags: string }): Promise<string | null> {
  const { status } = await check(pattern, flags, { timeout: 100_000 });
  return status === 'safe' ? null : `/${pattern}/${flags}: ${status}`;
}

describe('patterns (S52)', () => {
  test('every pattern of what is shipped takes linear time', { timeout: 300_000 }, async () => {
    const patterns = new Map<string, { pattern: string; flags: string }>();
    const made: string[] = [];
    for (const file of shipped) {
      const found = foundIn(file, readFileSync(`${root}/${file}`, 'utf8'));
      if (found.made > 0) made.push(file);
      for (const each of found.literals) patterns.set(`/${each.pattern}/${each.flags}`, each);
    }
    expect(made).toEqual([]);
    expect(patterns.size).toBeGreaterThan(50);
    const doubts = await Promise.all([...patterns.values()].map(doubt));
    console.log(`S52: ${patterns.size} patterns in ${shipped.length} files`);
    expect(doubts.filter((said) => said !== null)).toEqual([]);
  });

  test('one that does not, and one that is made, are seen (the control)', async () => {
    const component =
      '<script lang="ts">const a = /^(b|b)*$/; new RegExp("x");</script>{String(/^(a+)+$/.test(a))}';
    const { literals, made } = foundIn('a.svelte', component);
    expect(made).toBe(1);
    const module = foundIn('b.ts', 'const a = (text: string) => /(\\d+)+x/u.test(text) && RegExp(text);');
    expect(module.made).toBe(1);
    const doubts = await Promise.all([...literals, ...module.literals].map(doubt));
    expect(doubts.map((said) => said?.includes('vulnerable'))).toEqual([true, true, true]);
  });
});
