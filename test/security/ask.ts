import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Question {
  headers?: Record<string, string>;
  body?: string;
}

/** Sends one request as it is said, redirects not followed; rejects when the connection breaks. */
export type Ask = (method: string, path: string, question?: Question) => Promise<Answer>;

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Requests to a server of this machine that goes by another name, as `fetch` would not send them. */
export function asker(port: number, host: string): Ask {
  const ask: Ask = (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const asked = request(
        {
          agent,
          port,
          method,
          path,
          host: '127.0.0.1',
          headers: {
            host,
            ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // A server may end an idle connection just as it is used again: nothing was asked then, so it is asked anew.
        if (asked.reusedSocket && error.code === 'ECONNRESET')
          ask(method, path, { headers, ...(body !== undefined && { body }) }).then(resolve, reject);
        else reject(error);
      });
      asked.end(body);
    });
  return ask;
}

/** A form as the portal's own page sends it. */
export function form(origin: string, fields: Record<string, string>, cookie = ''): Question {
  return {
    headers: {
      cookie,
      origin,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  };
}

/** JSON as the back office's own page sends it. */
export function json(value: unknown, cookie = ''): Question {
  return {
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: typeof value === 'string' ? value : JSON.stringify(value),
  };
}
