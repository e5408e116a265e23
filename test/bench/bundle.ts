import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const nodes = '.svelte-kit/generated/build/client-optimized/nodes';

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}
type Manifest = Record<string, Chunk>;

/** Bytes of built files, as they are (``) or as they travel (`.br`, `.gz`). */
export function sizeOf(folder: string, files: Iterable<string>, suffix: string): number {
  return [...files].reduce((sum, file) => sum + statSync(join(folder, file + suffix)).size, 0);
}

/** The scripts that a page loads before it is alive: the start of SvelteKit, the layouts named and the page, with all they import. */
export function loadedBy(app: string, source: string, layouts = ['src/routes/+layout.svelte']): Set<string> {
  const manifest = JSON.parse(
    readFileSync(join(app, '.svelte-kit/output/client/.vite/manifest.json'), 'utf8'),
  ) as Manifest;
  const start = keyEnding(manifest, 'runtime/client/entry.js');
  const starts = [
    start,
    ...(manifest[start]?.dynamicImports ?? []),
    keyEnding(manifest, 'client-optimized/app.js'),
    ...[...layouts, source].map((one) => nodeOf(app, manifest, one)),
  ];
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  starts.forEach(visit);
  return files;
}

function keyEnding(manifest: Manifest, end: string): string {
  const found = Object.keys(manifest).find((key) => key.endsWith(end));
  if (found === undefined) throw new Error(`The manifest has nothing that ends with ${end}`);
  return found;
}

/** The chunk that SvelteKit generated for a layout or page, by the source it re-exports. */
function nodeOf(app: string, manifest: Manifest, source: string): string {
  const file = readdirSync(join(app, nodes)).find((name) =>
    readFileSync(join(app, nodes, name), 'utf8').includes(`/${source}"`),
  );
  if (file === undefined) throw new Error(`No page is made of ${source}`);
  return keyEnding(manifest, `${nodes}/${file}`);
}
