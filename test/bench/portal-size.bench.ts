import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const portal = fileURLToPath(new URL('../../apps/portal/', import.meta.url));
const nodes = '.svelte-kit/generated/build/client-optimized/nodes';

/** What a page may weigh, in KB of compressed JavaScript (1 KB = 1,000 bytes). */
const pages: { name: string; source: string; most: number }[] = [
  { name: 'sign-in', source: 'src/routes/sign-in/+page.svelte', most: 70 },
  { name: 'code', source: 'src/routes/sign-in/code/+page.svelte', most: 70 },
  { name: 'home', source: 'src/routes/+page.svelte', most: 90 },
  { name: 'book: what', source: 'src/routes/book/+page.svelte', most: 90 },
  { name: 'book: when', source: 'src/routes/book/[type]/[address]/when/+page.svelte', most: 90 },
  { name: 'book: check', source: 'src/routes/book/check/[hold]/+page.svelte', most: 90 },
];

interface Chunk {
  file: string;
  imports?: string[];
  dynamicImports?: string[];
}
type Manifest = Record<string, Chunk>;

/** JavaScript that each page loads before it is alive: the start of SvelteKit, the layout and the page, with all they import. */
export async function benchPortalSize(): Promise<
  { name: string; value: number; unit: string; note: string }[]
> {
  const manifest = JSON.parse(
    readFileSync(join(portal, '.svelte-kit/output/client/.vite/manifest.json'), 'utf8'),
  ) as Manifest;
  return pages.map(({ name, source, most }) => {
    const files = loadedBy(manifest, source);
    const size = (suffix: string) =>
      [...files].reduce((sum, file) => sum + statSync(join(portal, `build/client/${file}${suffix}`)).size, 0);
    return {
      name: `portal JavaScript, ${name}`,
      value: Math.round(size('.br') / 100) / 10,
      unit: 'KB brotli',
      note: `${(size('.gz') / 1000).toFixed(1)} KB gzip, ${(size('') / 1000).toFixed(1)} KB plain, ${files.size} files; at most ${most}`,
    };
  });
}

function loadedBy(manifest: Manifest, source: string): Set<string> {
  const start = keyEnding(manifest, 'runtime/client/entry.js');
  const starts = [
    start,
    ...(manifest[start]?.dynamicImports ?? []),
    keyEnding(manifest, 'client-optimized/app.js'),
    nodeOf(manifest, 'src/routes/+layout.svelte'),
    nodeOf(manifest, source),
  ];
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest of the portal has no ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  starts.forEach(visit);
  return files;
}

function keyEnding(manifest: Manifest, end: string): string {
  const found = Object.keys(manifest).find((key) => key.endsWith(end));
  if (found === undefined) throw new Error(`The manifest of the portal has nothing that ends with ${end}`);
  return found;
}

/** The chunk that SvelteKit generated for a layout or page, by the source it re-exports. */
function nodeOf(manifest: Manifest, source: string): string {
  const file = readdirSync(join(portal, nodes)).find((name) =>
    readFileSync(join(portal, nodes, name), 'utf8').includes(`/${source}"`),
  );
  if (file === undefined) throw new Error(`No page of the portal is made of ${source}`);
  return keyEnding(manifest, `${nodes}/${file}`);
}
