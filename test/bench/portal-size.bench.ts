import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadedBy, sizeOf } from './bundle.ts';

const portal = fileURLToPath(new URL('../../apps/portal/', import.meta.url));

/** What a page may weigh, in KB of compressed JavaScript (1 KB = 1,000 bytes). */
const pages: { name: string; source: string; most: number }[] = [
  { name: 'sign-in', source: 'src/routes/sign-in/+page.svelte', most: 70 },
  { name: 'code', source: 'src/routes/sign-in/code/+page.svelte', most: 70 },
  { name: 'home', source: 'src/routes/+page.svelte', most: 90 },
  { name: 'book: what', source: 'src/routes/book/+page.svelte', most: 90 },
  { name: 'book: when', source: 'src/routes/book/[type]/[address]/when/+page.svelte', most: 90 },
  { name: 'book: check', source: 'src/routes/book/check/[hold]/+page.svelte', most: 90 },
];

/** JavaScript that each page loads before it is alive: the start of SvelteKit, the layout and the page, with all they import. */
export async function benchPortalSize(): Promise<
  { name: string; value: number; unit: string; note: string }[]
> {
  return pages.map(({ name, source, most }) => {
    const files = loadedBy(portal, source);
    const size = (suffix: string) => sizeOf(join(portal, 'build/client'), files, suffix);
    return {
      name: `portal JavaScript, ${name}`,
      value: Math.round(size('.br') / 100) / 10,
      unit: 'KB brotli',
      note: `${(size('.gz') / 1000).toFixed(1)} KB gzip, ${(size('') / 1000).toFixed(1)} KB plain, ${files.size} files; at most ${most}`,
    };
  });
}
