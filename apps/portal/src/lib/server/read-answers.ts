import type { FormToFill } from '@itinera/core';
import { refusalIn } from '../errors/refusal.ts';
import type { FieldProblem } from '../field-problem.ts';
import { fileRefusalText } from '../words/file-refusal.ts';
import { fieldOfFileInput, inputName } from './form-view.ts';
import { text } from './forms.ts';
import { readUpload } from './read-upload.ts';
import { signedIn } from './signed-in.ts';

/**
 * Answers as a page sends them: files that come with them are uploaded, and stand among the answers by their ids as those do
 * that were uploaded before; the one that `without` names does not any more. `wrong`: files that were not taken.
 */
export async function readAnswers(
  locals: App.Locals,
  form: FormToFill,
  interventionId: string,
  request: Request,
): Promise<{ sent: FormData; wrong: FieldProblem[] }> {
  const scope = signedIn(locals);
  const wrong: FieldProblem[] = [];
  const uploaded: [code: string, id: string][] = [];
  const sent = await readUpload(request, async ({ input, name, content }) => {
    const field = fieldOfFileInput(input);
    if (field === null) return;
    try {
      const where = { interventionId, form: { purpose: form.purpose, field }, name };
      uploaded.push([field, (await locals.core.files.upload(scope, where, content)).id]);
    } catch (cause) {
      const refusal = refusalIn(cause);
      if (!refusal) throw cause;
      wrong.push({ field: inputName(field), message: `${name}: ${fileRefusalText(refusal)}` });
    }
  });
  for (const { code, type } of form.definition.fields) {
    const own = uploaded.filter(([field]) => field === code).map(([, id]) => id);
    if (type === 'signature') replaceDrawing(sent, inputName(code), own.at(-1));
    else for (const id of own) sent.append(inputName(code), id);
  }
  await letGo(locals, form, sent, text(sent, 'without'));
  return { sent, wrong };
}

/** A signature is sent as the name, then the drawing: a new one takes the place of the former. */
function replaceDrawing(sent: FormData, name: string, drawing: string | undefined): void {
  if (drawing === undefined) return;
  const typed = sent.get(name);
  sent.set(name, typeof typed === 'string' ? typed : '');
  sent.append(name, drawing);
}

async function letGo(locals: App.Locals, form: FormToFill, sent: FormData, id: string): Promise<void> {
  if (id === '') return;
  for (const { code } of form.definition.fields) {
    const left = sent.getAll(inputName(code)).filter((value) => value !== id);
    sent.delete(inputName(code));
    for (const value of left) sent.append(inputName(code), value);
  }
  try {
    await locals.core.files.remove(signedIn(locals), id);
  } catch (cause) {
    // One that was sent with answers goes when they are sent without it.
    if (refusalIn(cause)?.code !== 'not-found') throw cause;
  }
}
