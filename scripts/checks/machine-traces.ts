import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../steps/outcome.ts';
import { runCommand } from '../steps/run-command.ts';

/** What tells of one machine or network and breaks on the next. */
const traces: readonly { what: string; pattern: RegExp }[] = [
  { what: 'a path of one machine', pattern: /(?<![\w.])\/work\/(main|shared|notes)\b/ },
  { what: "a person's folder", pattern: /(?<![\w.])\/(home|Users)\/[a-z][\w.-]*\// },
  { what: 'the folder of root', pattern: /(?<![\w.])\/root\// },
  { what: "a person's folder", pattern: /\b[A-Z]:\\+Users\\/ },
  { what: 'a folder outside the project', pattern: /\.\.\/shared\/(design|product|data|README)/ },
  { what: 'the address of a package registry', pattern: /"resolved": "https?:/ },
  { what: 'the address of a package registry', pattern: /^\s*(@[\w-]+:)?registry\s*=/m },
];

/** No file under version control names a path of one machine or the host of a package registry. */
export async function checkMachineTraces(root: string, signal?: AbortSignal): Promise<Outcome> {
  const listed = await runCommand(root, ['git', 'ls-files', '-z', '--cached'], signal ? { signal } : {});
  if (listed.code !== 0) return { failures: [`git ls-files: ${listed.output}`], note: 'not a git checkout' };
  const files = listed.output.split('\0').filter((file) => file !== '');
  const failures = files.flatMap((file) => tracesIn(root, file));
  return { failures, note: `${files.length} tracked files` };
}

function tracesIn(root: string, file: string): string[] {
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch {
    return []; // removed and not yet committed
  }
  if (text.includes('\0')) return [];
  return traces.flatMap(({ what, pattern }) => {
    const found = pattern.exec(text);
    if (found === null) return [];
    const line = text.slice(0, found.index).split('\n').length;
    return [`${file}:${line}: names ${what} (${found[0].trim()})`];
  });
}
