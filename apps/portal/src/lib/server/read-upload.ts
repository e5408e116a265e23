import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { error } from '@sveltejs/kit';
import { once } from 'node:events';
import { mostOfForm } from '../../http/uploads.ts';
import { readForm } from './forms.ts';

/** One file of a form, as it comes; whoever takes it reads it to its end or lets it go. */
export interface SentFile {
  /** Of its input. */
  input: string;
  name: string;
  content: AsyncIterable<Uint8Array>;
}

const limits = {
  fieldNameSize: 100,
  fieldSize: mostOfForm,
  fields: 2000,
  files: 40,
  parts: 2040,
  headerPairs: 10,
  headerSize: 4096,
};

/**
 * The form that a request sends, whose files are handed to `take` one after the other while they come, so that none is in
 * memory. A form without files is read as ever. The texts together are as large as a form's may be.
 * @throws HttpError 400 of what is no form, 413
 */
export async function readUpload(
  request: Request,
  take: (file: SentFile) => Promise<void>,
): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!request.body || !/^multipart\/form-data\b/i.test(type)) return readForm(request);
  const parser = parserOf(type);
  const form = new FormData();
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => (refused = true));
  let letters = 0;
  let refused = false;
  let taken = Promise.resolve();
  parser.on('field', (name, value, nameCut, valueCut) => {
    letters += name.length + value.length;
    if (nameCut || valueCut || letters > mostOfForm) failure.reject(refusal(413, 'Too large'));
    else form.append(name, value);
  });
  parser.on('file', (input, stream, name) => {
    // An input in which nothing was chosen is sent as a file without a name.
    if (!name || refused) return void stream.resume();
    taken = taken.then(() => (refused ? void stream.resume() : handOver(input, name, stream, take)));
    taken.catch(failure.reject);
  });
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
    parser.on(event, () => failure.reject(refusal(413, 'Too large')));
  const finished = once(parser, 'finish').catch(() => failure.reject(refusal(400, 'This is no form')));
  await Promise.race([failure.promise, pump(request.body, parser).then(() => finished)]);
  await Promise.race([failure.promise, taken]);
  return form;
}

async function pump(body: ReadableStream<Uint8Array>, parser: BusboyInstance): Promise<void> {
  // What is refused is read on by the server, so that the answer arrives.
  for await (const chunk of body.values({ preventCancel: true }))
    if (!parser.write(chunk)) await once(parser, 'drain');
  parser.end();
}

async function handOver(
  input: string,
  name: string,
  stream: BusboyFileStream,
  take: (file: SentFile) => Promise<void>,
): Promise<void> {
  try {
    await take({ input, name, content: stream.iterator({ destroyOnReturn: false }) });
  } finally {
    stream.resume();
  }
}

function parserOf(type: string): BusboyInstance {
  try {
    return new Busboy({ headers: { 'content-type': type }, limits });
  } catch {
    throw refusal(400, 'This is not a form that can be read');
  }
}

/** The error that SvelteKit answers with this status. */
function refusal(status: 400 | 413, message: string): Error {
  try {
    error(status, message);
  } catch (refused) {
    return refused as Error;
  }
}
