import { ReadableStream as Stream, TextEncoderStream as Encoder } from 'node:stream/web';

/** A CSV file as it is made, to be saved: no more of it is in memory than is on its way. */
export function csvAnswer(pieces: AsyncIterable<string>, name: string): Response {
  const bytes = Stream.from(pieces).pipeThrough(new Encoder()) as unknown;
  return new Response(bytes as ReadableStream<Uint8Array<ArrayBuffer>>, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  });
}
