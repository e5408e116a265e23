import { error } from '@sveltejs/kit';
import { createHash, randomUUID } from 'node:crypto';

/** A fresh hidden `key`, made whenever a form is rendered. */
export function newFormKey(): string {
  return randomUUID();
}

/**
 * The form that a request sends. One that cannot be read as a form (no boundary, a broken encoding) is answered 400.
 * @throws HttpError 400; what else goes wrong, a body that is too large among it, passes through
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch (cause) {
    if (cause instanceof TypeError) error(400, 'This is not a form that can be read');
    throw cause;
  }
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
