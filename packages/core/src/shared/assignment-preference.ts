/** Whom a customer wants: nobody else, or them rather than others; technicians by e-mail, and whoever came last. */
export interface AssignmentPreference {
  mode: 'restrict' | 'prefer';
  emails: string[];
  last: boolean;
}

/** What is wrong with a preference. */
export class AssignmentPreferenceError extends Error {
  override readonly name = 'AssignmentPreferenceError';
}

const modes: Record<string, AssignmentPreference['mode']> = { restrict: 'restrict', prioritize: 'prefer' };

/**
 * Reads a preference as it is exchanged (CAD-PL-21): `mode;emails;flag`, mode `restrict` or `prioritize`, e-mails with
 * commas between, flag 1 for the last technician too. A bare e-mail restricts to that one. null: none, which an empty
 * mode means as well.
 * @throws AssignmentPreferenceError for another number of pieces, another mode or flag, and what is no e-mail.
 */
export function parseAssignmentPreference(text: string): AssignmentPreference | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const pieces = trimmed.split(';').map((piece) => piece.trim());
  if (pieces.length === 1) return { mode: 'restrict', emails: emailsOf(trimmed, 1), last: false };
  if (pieces.length !== 3)
    throw new AssignmentPreferenceError(`has ${pieces.length} pieces and needs 3: mode;emails;flag`);
  const [mode = '', emails = '', flag = ''] = pieces;
  if (!['', '0', '1'].includes(flag)) throw new AssignmentPreferenceError(`flag "${flag}" must be 0 or 1`);
  const list = emailsOf(emails, Infinity);
  if (mode === '') return null;
  const known = modes[mode.toLowerCase()];
  if (!known) throw new AssignmentPreferenceError(`mode "${mode}" must be empty, restrict or prioritize`);
  return list.length === 0 && flag !== '1' ? null : { mode: known, emails: list, last: flag === '1' };
}

/** Writes a preference as `parseAssignmentPreference` reads it; none is an empty text. */
export function formatAssignmentPreference(preference: AssignmentPreference | null): string {
  if (preference === null || (preference.emails.length === 0 && !preference.last)) return '';
  const mode = preference.mode === 'restrict' ? 'restrict' : 'prioritize';
  return `${mode};${preference.emails.join()};${preference.last ? '1' : '0'}`;
}

function emailsOf(text: string, most: number): string[] {
  const emails = [...new Set(text.split(',').map((one) => one.trim().toLowerCase()))].filter(
    (one) => one !== '',
  );
  for (const email of emails)
    if (!/^[^\s@;,]+@[^\s@;,]+$/.test(email))
      throw new AssignmentPreferenceError(`"${email}" must be an e-mail address`);
  if (emails.length > most) throw new AssignmentPreferenceError('must be one e-mail, or mode;emails;flag');
  return emails;
}
