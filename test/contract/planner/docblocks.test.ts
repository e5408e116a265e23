import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { temporaryTree } from '../../helpers/temporary-tree.ts';

const planner = fileURLToPath(new URL('../../../packages/planner/', import.meta.url));
const { exports } = JSON.parse(readFileSync(`${planner}package.json`, 'utf8')) as {
  exports: Record<string, string>;
};

/** What each entry exports, and what of all that has not a word of documentation. */
function documented(entries: string[]): { names: string[][]; silent: string[] } {
  const program = ts.createProgram(entries, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    allowImportingTsExtensions: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const silent = new Set<string>();
  const names = entries.map((entry) => {
    const file = program.getSourceFile(entry);
    const module = file && checker.getSymbolAtLocation(file);
    if (!module) throw new Error(`${entry} is no module`);
    return checker.getExportsOfModule(module).map((symbol) => {
      const meant = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const text = ts.displayPartsToString(meant.getDocumentationComment(checker));
      if (text.trim() === '') silent.add(symbol.name);
      return symbol.name;
    });
  });
  return { names, silent: [...silent] };
}

test('every public export of the planner has a docblock, and the main entry exports all of them', () => {
  const { names, silent } = documented(Object.values(exports).map((entry) => planner + entry.slice(2)));
  const [main, ...others] = names;
  expect(main).toContain('findSlots');
  expect(main).toContain('TravelTimes');
  expect(silent).toEqual([]);
  expect(others.length).toBe(3);
  expect(others.flat().filter((name) => !main?.includes(name))).toEqual([]);
});

test('the control: an export without one is seen', () => {
  const tree = temporaryTree({
    'index.ts': "export { told, silent } from './other.ts';",
    'other.ts': '/** Told. */ export const told = 1;\nexport const silent = 2;',
  });
  expect(documented([`${tree}/index.ts`]).silent).toEqual(['silent']);
});
