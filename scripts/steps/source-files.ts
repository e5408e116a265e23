import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold no source of ours, wherever they stand. */
const notSource = new Set([
  'node_modules',
  'paraglide',
  'project.inlang',
  '.svelte-kit',
  '.git',
  'build',
  'dist',
  'var',
  'coverage',
  'test-results',
]);

/**
 * Files below the given folders of a checkout that end in one of the given ways, sorted, with forward slashes,
 * relative to the root. Generated and installed folders are left out. Folders that do not exist are empty.
 */
export function filesBelow(root: string, folders: readonly string[], endings: readonly string[]): string[] {
  return folders.flatMap((folder) => walk(root, folder, endings)).sort();
}

function walk(root: string, folder: string, endings: readonly string[]): string[] {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return notSource.has(entry.name) ? [] : walk(root, path, endings);
    return entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
  });
}
