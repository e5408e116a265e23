import { createHash, randomUUID } from 'node:crypto';

/** A fresh hidden `key`, made whenever a form is rendered. */
export function newFormKey(): string {
  return randomUUID();
}

/** A text field, trimmed, with one kind of line end; '' when it is missing or a file. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
}

/**
 * The idempotency key of a submitted form: its hidden `key` together with everything else in it. Sending the same form
 * twice is one request; going back, changing something and sending it again is another.
 * @param purpose what the form asks for, where one page has several forms
 */
export function submissionKey(form: FormData, purpose: string): string {
  const fields = [...form.entries()]
    .map(([name, value]) => [name, typeof value === 'string' ? value : ''])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  return createHash('sha256')
    .update(JSON.stringify([purpose, fields]))
    .digest('hex')
    .slice(0, 32);
}
