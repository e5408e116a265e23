import { asListed, customPrefixes, findCode, templateCodes } from './codes.ts';
import type { TemplateContext, TemplateFacts } from './facts.ts';

/** What is wrong with a text, and where: lines and columns from 1. */
export interface TemplateFault {
  /** What stands there between braces; `{` alone where one is not closed. */
  code: string;
  line: number;
  column: number;
  reason: 'unknown' | 'not-here' | 'not-closed';
  /** The code that was probably meant. */
  suggestion: string | null;
}

/** Where the text goes, which says how values are written into it. */
export type TemplateTarget = 'html' | 'text' | 'subject' | 'sms';

/** What a text may speak of where it is used. `custom`: the codes of fields there are; absent: any. */
export interface TemplateUse {
  contexts: readonly TemplateContext[];
  custom?: { intervention?: readonly string[]; customer?: readonly string[]; parent?: readonly string[] };
}

/** `{path}`, in one line. */
const pattern = /\{([^{}\r\n]*)\}/g;

/**
 * What is wrong with a text that is to be saved; empty when nothing is. A brace that opens no code is wrong too: it is
 * nearly always a code that was not finished.
 */
export function checkTemplate(text: string, use: TemplateUse): TemplateFault[] {
  const faults: TemplateFault[] = [];
  const tell = (code: string, at: number, reason: TemplateFault['reason'], suggestion: string | null) =>
    faults.push({ code, ...placeOf(text, at), reason, suggestion });
  for (const { 0: whole, 1: path = '', index } of text.matchAll(pattern)) {
    const found = findCode(path);
    if (!found || !isField(path, use)) tell(whole, index, 'unknown', suggestionFor(path, use));
    else if (!use.contexts.includes(found.needs)) tell(whole, index, 'not-here', suggestionFor(path, use));
  }
  const rest = text.replace(pattern, (whole) => ' '.repeat(whole.length));
  for (const { 0: brace, index } of rest.matchAll(/[{}]/g)) tell(brace, index, 'not-closed', null);
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** The text with every code replaced by what it stands for. */
function replaceCodes(text: string, facts: TemplateFacts): string {
  // One pass: what a value holds is never looked at again (S41). Whatever is no code of ours is nothing, not braces.
  let written = '';
  let end = 0;
  for (const { 0: whole, 1: path = '', index } of text.matchAll(pattern)) {
    written += literal(text.slice(end, index)) + (findCode(path)?.render(facts) ?? '');
    end = index + whole.length;
  }
  return withoutControls(written + literal(text.slice(end)));
}

/** Braces that open no code were refused on saving; if some are stored all the same, nobody reads them. */
function literal(text: string): string {
  return text.replaceAll(/[{}]/g, '');
}

/**
 * A text that people typed, with its codes replaced: escaped whole for HTML (line breaks stay), as it is for plain text,
 * in one line for the subject of a mail, without control characters for a text message.
 */
export function renderTemplate(text: string, facts: TemplateFacts, target: TemplateTarget): string {
  switch (target) {
    case 'html':
      return escapeHtml(replaceCodes(text, facts));
    case 'text':
    case 'sms':
      return replaceCodes(text, facts);
    case 'subject':
      return replaceCodes(text, facts).replaceAll(/\s+/g, ' ').trim();
  }
}

/** The codes that a text may use, in the order in which they are listed. */
export function codesFor({ contexts, custom }: TemplateUse): string[] {
  const fixed = templateCodes.filter(({ needs }) => contexts.includes(needs)).map(({ code }) => code);
  const own = customPrefixes.flatMap(({ prefix, needs, of }) =>
    contexts.includes(needs) ? (custom?.[of] ?? []).map((field) => prefix + field) : [],
  );
  return [...fixed, ...own];
}

export function escapeHtml(text: string): string {
  const named: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (letter) => named[letter] ?? letter);
}

/** Line breaks stay; what steers a terminal, a header or the direction of writing goes. */
function withoutControls(value: string): string {
  const inLines = value.replaceAll(/\r\n?/g, '\n');
  // eslint-disable-next-line no-control-regex -- these are what must not pass
  return inLines.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');
}

function isField(written: string, { custom }: TemplateUse): boolean {
  if (!custom) return true;
  const path = asListed(written);
  const own = customPrefixes.find(({ prefix }) => path.startsWith(prefix));
  return !own || (custom[own.of] ?? []).includes(path.slice(own.prefix.length));
}

function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The code nearest to what was typed; null where none is near. */
function suggestionFor(path: string, use: TemplateUse): string | null {
  const wanted = path.toLowerCase().replaceAll(/[^a-z0-9.]/g, '');
  if (wanted === '') return null;
  const codes = codesFor(use);
  const ending = codes.find((one) => one.toLowerCase().endsWith(`.${wanted}`));
  if (ending) return ending;
  const near = codes
    .map((one) => ({ one, away: distance(wanted.slice(0, 80), one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)[0];
  return near && near.away <= Math.max(2, Math.floor(near.one.length / 4)) ? near.one : null;
}

/** Levenshtein's distance: letters to insert, delete or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1)
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
