import { m } from '#words';
import type { ImportSummary, ImportResultLine } from '@itinera/core';
import type { ImportEncoding, ImportMode, ImportTargetCode } from '@itinera/core/shared';
import type { ApiFailure } from '../api/failure.ts';

export const targetWords: Readonly<Record<ImportTargetCode, () => string>> = {
  customers: m.import_target_customers,
  addresses: m.import_target_addresses,
  technicians: m.import_target_technicians,
  skills: m.import_target_skills,
  interventions: m.import_target_interventions,
};

export const modeWords: Readonly<Record<ImportMode, () => string>> = {
  create: m.import_mode_create,
  'create-or-ignore': m.import_mode_create_or_ignore,
  update: m.import_mode_update,
  'update-or-ignore': m.import_mode_update_or_ignore,
  'create-or-update': m.import_mode_create_or_update,
};

export const encodingWords: Readonly<Record<ImportEncoding, () => string>> = {
  'utf-8': m.import_encoding_utf8,
  'utf-16le': m.import_encoding_utf16le,
  'utf-16be': m.import_encoding_utf16be,
  'windows-1252': m.import_encoding_windows,
  'iso-8859-15': m.import_encoding_latin9,
};

/** The separators that are chosen by name; any other character is typed. */
export const separatorWords: readonly [separator: string, word: () => string][] = [
  [',', m.import_separator_comma],
  [';', m.import_separator_semicolon],
  ['\t', m.import_separator_tab],
  ['|', m.import_separator_pipe],
];

/** How far it is, in words, and how that looks. */
export function stateOf({ state, phase }: Pick<ImportSummary, 'state' | 'phase'>): {
  word: string;
  look: 'open' | 'calm' | 'good' | 'bad' | 'off' | 'accent';
} {
  switch (state) {
    case 'uploading':
      return { word: m.import_state_uploading(), look: 'off' };
    case 'ready':
      return { word: m.import_state_ready(), look: 'open' };
    case 'waiting':
      return { word: m.import_state_waiting(), look: 'calm' };
    case 'running':
      if (phase === 'trial') return { word: m.import_state_trying(), look: 'calm' };
      return phase === 'undo'
        ? { word: m.import_state_undoing(), look: 'calm' }
        : { word: m.import_state_running(), look: 'calm' };
    case 'done':
      if (phase === 'trial') return { word: m.import_state_tried(), look: 'accent' };
      return phase === 'undo'
        ? { word: m.import_state_undone(), look: 'off' }
        : { word: m.import_state_done(), look: 'good' };
    case 'failed':
      return { word: m.import_state_failed(), look: 'bad' };
    case 'canceled':
      return { word: m.import_state_canceled(), look: 'off' };
  }
}

const outcomes: Readonly<Record<ImportResultLine['outcome'], () => string>> = {
  created: m.import_line_created,
  updated: m.import_line_updated,
  unchanged: m.import_line_unchanged,
  ignored: m.import_line_ignored,
  wrong: m.import_line_wrong,
};

export function outcomeWord(outcome: ImportResultLine['outcome']): string {
  return outcomes[outcome]();
}

const wrongs: Readonly<Record<string, (at: { line: string }) => string>> = {
  'column-count': () => m.import_wrong_column_count(),
  nul: () => m.import_wrong_nul(),
  'too-long': () => m.import_wrong_too_long(),
  'key-missing': () => m.import_wrong_key_missing(),
  duplicate: m.import_wrong_duplicate,
  exists: () => m.import_wrong_exists(),
  missing: () => m.import_wrong_missing(),
  required: () => m.import_wrong_required(),
  unknown: () => m.import_wrong_unknown(),
  'not-allowed': () => m.import_wrong_not_allowed(),
  contained: () => m.import_wrong_contained(),
  'not-located': () => m.import_wrong_not_located(),
  'no-room': () => m.import_wrong_no_room(),
  'clock-gap': () => m.import_wrong_clock_gap(),
  'other-unit': () => m.import_wrong_other_unit(),
  conflict: () => m.import_wrong_conflict(),
};
const undoings = {
  undone: m.import_undoing_undone,
  changed: m.import_undoing_changed,
  'in-use': m.import_undoing_in_use,
  gone: m.import_undoing_gone,
} as const;

/** What a line is wrong in and how to mend it, or how its undoing went; nothing for a line that is well. */
export function remedyOfLine({ problem, otherLine, undoing }: ImportResultLine): string {
  if (undoing !== null) return undoings[undoing]();
  if (problem === null) return '';
  const say = wrongs[problem];
  return say ? say({ line: String(otherLine ?? '?') }) : m.import_wrong_invalid();
}

const failures: Readonly<Record<string, () => string>> = {
  empty: m.import_fail_empty,
  'no-records': m.import_fail_no_records,
  encoding: m.import_fail_encoding,
  quote: m.import_fail_quote,
  'line-too-long': m.import_fail_line_too_long,
  'too-many-columns': m.import_fail_too_many_columns,
  'too-many-lines': m.import_fail_too_many_lines,
  'header-empty': m.import_fail_header_empty,
};

/** Why the file cannot be read, and the remedy. */
export function failureText({ problem, line }: { problem: string; line?: number | undefined }): string {
  const text = (failures[problem] ?? m.import_fail_stopped)();
  return line === undefined ? text : m.import_fail_at({ line: String(line), text });
}

/** What the API refused of an import, where this part knows more than the general words. */
export function refusalText({ code, problem: { reason, field } }: ApiFailure): string | undefined {
  if (field === 'file' && reason === 'too-large') return m.import_file_too_large();
  if (field === 'file' && reason === 'empty') return m.import_file_empty();
  if (field === 'file' && reason === 'incomplete') return m.import_file_incomplete();
  if (code === 'too-many' && reason === 'files') return m.import_files_full();
  switch (reason) {
    case 'import-running':
      return m.import_refused_running();
    case 'written':
      return m.import_refused_written();
    case 'not-last':
      return m.import_refused_not_last();
    case 'nothing-written':
      return m.import_refused_nothing();
    default:
      return undefined;
  }
}
