import { refusalIn } from '../errors/refusal.ts';
import type { FieldProblem } from '../field-problem.ts';
import { fileRefusalText } from '../words/file-refusal.ts';
import { fieldOfFileInput, inputName } from './form-view.ts';
import { text } from './forms.ts';
import { readUpload } from './read-upload.ts';
import { signedIn } from './signed-in.ts';
import type { UploadPlace } from './take-upload.ts';

/**
 * Answers as a page sends them: files that come with them are uploaded to where `placeOf` says, which is null of a field that
 * takes none, and stand among the answers by their ids as those do that were uploaded before; the one that `without` names does
 * not any more. `wrong`: files that were not taken.
 */
export async function readAnswers(
  locals: App.Locals,
  placeOf: (field: string) => UploadPlace | null,
  request: Request,
): Promise<{ sent: FormData; wrong: FieldProblem[] }> {
  const scope = signedIn(locals);
  const wrong: FieldProblem[] = [];
  const uploaded: { field: string; id: string; drawing: boolean }[] = [];
  const sent = await readUpload(request, async ({ input, name, content }) => {
    const field = fieldOfFileInput(input);
    const place = field === null ? null : placeOf(field);
    if (field === null || !place) return;
    try {
      const { id, type } = await locals.core.files.upload(scope, { ...place, name }, content);
      // Drawings alone are kept as PNG.
      uploaded.push({ field, id, drawing: type === 'image/png' });
    } catch (cause) {
      const refusal = refusalIn(cause);
      if (!refusal) throw cause;
      wrong.push({ field: inputName(field), message: `${name}: ${fileRefusalText(refusal)}` });
    }
  });
  for (const { field, id, drawing } of uploaded)
    if (drawing) replaceDrawing(sent, inputName(field), id);
    else sent.append(inputName(field), id);
  await letGo(locals, sent, text(sent, 'without'));
  return { sent, wrong };
}

/** A signature is sent as the name, then the drawing: a new one takes the place of the former. */
function replaceDrawing(sent: FormData, name: string, drawing: string): void {
  const typed = sent.get(name);
  sent.set(name, typeof typed === 'string' ? typed : '');
  sent.append(name, drawing);
}

async function letGo(locals: App.Locals, sent: FormData, id: string): Promise<void> {
  if (id === '') return;
  for (const name of new Set([...sent.keys()].filter((one) => sent.getAll(one).includes(id)))) {
    const left = sent.getAll(name).filter((value) => value !== id);
    sent.delete(name);
    for (const value of left) sent.append(name, value);
  }
  try {
    await locals.core.files.remove(signedIn(locals), id);
  } catch (cause) {
    // One that was sent with answers goes when they are sent without it.
    if (refusalIn(cause)?.code !== 'not-found') throw cause;
  }
}
