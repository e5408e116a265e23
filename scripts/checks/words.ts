import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../steps/outcome.ts';
import { localesOf, readMessages } from '../words/places.ts';

/** A message with forms, as the message format writes it: an array with one object. */
interface Forms {
  declarations?: unknown;
  match?: unknown;
}

/**
 * All languages of a place say the same things: same keys, same placeholders, nothing empty, and messages with forms
 * have a form for everything else (`*`). The compiler itself is silent about all of these.
 */
export function checkWords(root: string, folders: readonly string[]): Outcome {
  const failures: string[] = [];
  let count = 0;
  for (const folder of folders) {
    const place = join(root, folder);
    const [base, ...others] = localesOf(place);
    if (base === undefined) continue;
    const baseMessages = readMessages(place, base);
    count += Object.keys(baseMessages).length;
    for (const locale of [base, ...others]) {
      const messages = readMessages(place, locale);
      const name = `${folder}/messages/${locale}.json`;
      failures.push(
        ...duplicates(join(place, 'messages', `${locale}.json`)).map(
          (key) => `${name}: ${key} stands there twice`,
        ),
        ...Object.entries(messages).flatMap(([key, message]) =>
          faultsOf(key, message).map((fault) => `${name}: ${key} ${fault}`),
        ),
        ...differences(baseMessages, messages, base).map((difference) => `${name}: ${difference}`),
      );
    }
  }
  return { failures, note: `${count} messages in ${folders.length} places` };
}

/** What one language lacks, has too much, or fills with other placeholders than the base language. */
function differences(
  base: Record<string, unknown>,
  other: Record<string, unknown>,
  baseName: string,
): string[] {
  const missing = Object.keys(base).filter((key) => !(key in other));
  const surplus = Object.keys(other).filter((key) => !(key in base));
  const shared = Object.keys(base).filter((key) => key in other);
  return [
    ...missing.map((key) => `${key} is missing`),
    ...surplus.map((key) => `${key} is not in ${baseName}.json`),
    ...shared.flatMap((key) => {
      const [wanted, found] = [inputsOf(base[key]), inputsOf(other[key])].map((set) =>
        [...set].sort().join(', '),
      );
      return wanted === found ? [] : [`${key} takes {${found}}, in ${baseName}.json {${wanted}}`];
    }),
  ];
}

/** What is wrong with one message by itself. */
function faultsOf(key: string, message: unknown): string[] {
  const faults: string[] = [];
  if (!/^[a-z][a-z0-9_]*$/.test(key)) faults.push('is not a flat key in snake_case');
  const texts = textsOf(message);
  if (texts === undefined) return [...faults, 'is neither a text nor an array with one object of forms'];
  if (texts.some((text) => text.trim() === '')) faults.push('is empty');
  if (texts.some((text) => hasLooseBrace(text)))
    faults.push('has an unpaired brace (a literal one is written \\\\{)');
  if (typeof message !== 'string') {
    const conditions = Object.keys(formsOf(message)?.match ?? {});
    const last = conditions.at(-1) ?? '';
    if (!last.split(',').every((condition) => condition.trim().endsWith('=*')))
      faults.push('has forms, and the last one is not for everything else (*)');
    const { inputs, locals } = declared(message);
    for (const used of texts.flatMap((text) => [...placeholdersOf(text)]))
      if (!inputs.has(used) && !locals.has(used)) faults.push(`uses {${used}} without declaring it`);
  }
  return faults;
}

/** What a caller has to give: the placeholders, or what the declarations call inputs. */
function inputsOf(message: unknown): Set<string> {
  if (typeof message === 'string') return placeholdersOf(message);
  return declared(message).inputs;
}

function declared(message: unknown): { inputs: Set<string>; locals: Set<string> } {
  const declarations = formsOf(message)?.declarations;
  const lines = Array.isArray(declarations) ? declarations.map(String) : [];
  const names = (kind: string) =>
    new Set(lines.flatMap((line) => new RegExp(`^${kind} (\\w+)`).exec(line.trim())?.[1] ?? []));
  return { inputs: names('input'), locals: names('local') };
}

/** Every text of a message, or nothing when it has no known shape. */
function textsOf(message: unknown): string[] | undefined {
  if (typeof message === 'string') return [message];
  const match = formsOf(message)?.match;
  if (typeof match !== 'object' || match === null) return undefined;
  const texts: unknown[] = Object.values(match);
  return texts.length > 0 && texts.every((text) => typeof text === 'string') ? texts : undefined;
}

function formsOf(message: unknown): Forms | undefined {
  if (!Array.isArray(message) || message.length !== 1) return undefined;
  const forms: unknown = message[0];
  return typeof forms === 'object' && forms !== null ? forms : undefined;
}

function placeholdersOf(text: string): Set<string> {
  return new Set([...unescaped(text).matchAll(/\{([^{}#/]+)\}/g)].map((match) => match[1]?.trim() ?? ''));
}

function hasLooseBrace(text: string): boolean {
  return /[{}]/.test(unescaped(text).replaceAll(/\{[^{}]+\}/g, ''));
}

function unescaped(text: string): string {
  return text.replaceAll(/\\[\\{}]/g, '');
}

/** Keys written twice in one file; JSON.parse keeps the last in silence. Message files are flat, one key a line. */
function duplicates(file: string): string[] {
  const keys = [...readFileSync(file, 'utf8').matchAll(/^ {2}"([^"]+)":/gm)].map((match) => match[1] ?? '');
  return keys.filter((key, index) => keys.indexOf(key) !== index);
}
