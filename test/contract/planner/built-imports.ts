import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** What a built module and everything it imports of its own package import from elsewhere, and their files. */
export function importsBelow(folder: string, entry: string): { files: string[]; outside: string[] } {
  const files = new Set<string>();
  const outside = new Set<string>();
  const walk = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles) {
      if (!fileName.startsWith('.')) outside.add(fileName);
      // Types stand beside the code: `./x.js` in a declaration is `./x.d.ts`.
      else walk(join(dirname(file), file.endsWith('.d.ts') ? fileName.replace(/\.js$/, '.d.ts') : fileName));
    }
  };
  walk(join(folder, entry));
  return { files: [...files].map((file) => relative(folder, file)).sort(), outside: [...outside].sort() };
}
