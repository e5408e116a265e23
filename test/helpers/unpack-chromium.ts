import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A Chromium in a folder, with the environment it needs to find its own libraries and fonts there. */
export interface UnpackedChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The Chromium of the npm package @sparticuz/chromium (Linux, x64), unpacked once a version into node_modules/.cache.
 * The package itself would unpack into the common temporary folder, where two test files at once, an older version or
 * a broken-off attempt leave a file that does not start.
 */
export async function unpackChromium(): Promise<UnpackedChromium> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageFolder = dirname(dirname(entry));
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = join(packageFolder, '../../.cache/itinera-chromium');
  const folder = join(cache, manifest.version);
  const executablePath = join(folder, 'chromium');
  if (!existsSync(executablePath)) {
    // A browser that still ran while packages were installed anew writes its font cache into an empty folder.
    rmSync(folder, { recursive: true, force: true });
    await unpackInto(cache, folder, entry);
  }
  return {
    executablePath,
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  };
}

/** Unpacks beside the folder and renames, so that a folder that exists is whole; who comes second throws its own away. */
async function unpackInto(cache: string, folder: string, entry: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  try {
    const code = `import(${JSON.stringify(entry)}).then((module) => module.default.executablePath())`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      // The second variable makes the package bring its own NSS libraries, which a minimal system lacks.
      env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
      timeout: 60_000,
    });
    // The package's own font configuration names the common temporary folder.
    const fonts = `<dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir>`;
    const config = `<?xml version="1.0"?><fontconfig>${fonts}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>`;
    writeFileSync(join(draft, 'fonts/fonts.conf'), config);
    try {
      renameSync(draft, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
