import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent, buildConnector, request as ask } from 'undici';
import { isPublicAddress } from './public-address.ts';
import { WebError, type Web, type WebAnswer, type WebRequest } from './web.ts';

/** What may be asked. `publicWeb` is what people's addresses are held to; tests say otherwise. */
export interface WebRules {
  protocols: readonly string[];
  ports: readonly number[];
  /** Whether a connection to this address may be opened. */
  allows(address: string): boolean;
  /** Finds every address of a host: asked once for each connection, which is then made to what was found. */
  resolve(host: string): Promise<LookupAddress[]>;
  /** Milliseconds until the head of an answer, for each address asked. */
  patience: number;
  /** Milliseconds for all of it, redirects included. */
  longest: number;
}

export const publicWeb: WebRules = {
  protocols: ['https:'],
  ports: [443, 8443],
  allows: isPublicAddress,
  resolve: (host) =>
    new Promise((resolve, reject) => {
      systemLookup(host, { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
    }),
  patience: 5_000,
  longest: 15_000,
};

const redirecting: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Asks addresses that people typed (S50). Only https, on ports 443 and 8443, without a name and password in the address.
 * The addresses of the host are judged when the connection is made, and it is made to what was judged: an answer of the
 * name server that changes meanwhile changes nothing. Every redirect is judged anew; what authorises goes to the host
 * it was given for alone. An answer is read up to `mostBytes`, after unpacking.
 */
export function guardedWeb(rules: WebRules = publicWeb): Web {
  return {
    async fetch(request) {
      const over = AbortSignal.timeout(rules.longest);
      let { headers = {} } = request;
      let url = judged(request.url, rules);
      for (let left = request.redirects ?? 0; ; left--) {
        const answer = await askOnce(url, { ...request, headers }, rules, over);
        if (!redirecting.includes(answer.status)) return answer;
        const { location } = answer.headers;
        if (location === undefined || left === 0 || !URL.canParse(location, url.href))
          throw new WebError('redirects', 'it leads on to another address, and that too often or nowhere');
        const next = judged(new URL(location, url.href).href, rules);
        if (next.origin !== url.origin) headers = withoutCredentials(headers);
        url = next;
      }
    },
  };
}

/** The address, when it is of the kind that is asked. @throws WebError `address`. */
function judged(typed: string, { protocols, ports }: WebRules): URL {
  const url = URL.parse(typed);
  if (!url) throw new WebError('address', 'it is no address');
  if (!protocols.includes(url.protocol)) throw new WebError('address', 'it must begin with https://');
  if (url.username !== '' || url.password !== '')
    throw new WebError('address', 'it must hold no user name and password');
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
  if (!ports.includes(port)) throw new WebError('address', `its port must be one of ${ports.join(', ')}`);
  url.hash = '';
  return url;
}

async function askOnce(
  url: URL,
  { method = 'GET', headers = {}, body, mostBytes }: WebRequest,
  rules: WebRules,
  over: AbortSignal,
): Promise<WebAnswer> {
  const agent = new Agent({
    connect: guardedConnector(rules),
    headersTimeout: rules.patience,
    bodyTimeout: rules.patience,
    maxHeaderSize: 16_384,
  });
  try {
    const answer = await ask(url.href, {
      // A WebDAV method, which undici sends as it is.
      method: method as 'GET',
      headers: { ...headers, 'accept-encoding': 'gzip' },
      ...(body === undefined ? {} : { body }),
      dispatcher: agent,
      signal: over,
    });
    // Whoever reads it hears of its errors; one that nobody reads must not end the process.
    answer.body.on('error', () => undefined);
    const answered = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, [value].flat()[0] ?? '']),
    );
    const bytes = redirecting.includes(answer.statusCode)
      ? Buffer.alloc(0)
      : await readUpTo(answer.body, answered['content-encoding'], mostBytes);
    return { status: answer.statusCode, headers: answered, body: bytes };
  } catch (error) {
    throw asWebError(error);
  } finally {
    await agent.destroy();
  }
}

/** Opens a connection only to an address that is allowed, and looks at its other end once more. */
function guardedConnector(rules: WebRules): buildConnector.connector {
  const connect = buildConnector({
    timeout: rules.patience,
    lookup(host, options, callback) {
      rules.resolve(host).then(
        (found) => {
          const [first] = found;
          // One address of somebody's own network among others is a trick: the whole name is refused.
          if (!first || !found.every(({ address }) => rules.allows(address)))
            callback(first ? forbidden() : new WebError('unresolved', 'there is no such host'), '', 0);
          else if (options.all === true) callback(null, found);
          else callback(null, first.address, first.family);
        },
        (cause: unknown) => callback(new WebError('unresolved', 'there is no such host', cause), '', 0),
      );
    },
  });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[(.*)\]$/, '$1');
    // Node looks no address up that is one already.
    if (isIP(host) !== 0 && !rules.allows(host)) return callback(forbidden(), null);
    connect(options, (error, socket) => {
      if (error) return callback(error, null);
      if (rules.allows(socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      callback(forbidden(), null);
    });
  };
}

async function readUpTo(body: Readable, encoding: string | undefined, mostBytes: number): Promise<Buffer> {
  let unpacked: Readable = body;
  if (encoding === 'gzip') {
    const gunzip = createGunzip();
    body.on('error', (error) => gunzip.destroy(error));
    unpacked = body.pipe(gunzip);
  } else if (encoding !== undefined && encoding !== 'identity' && encoding !== '') {
    body.destroy();
    throw new WebError('encoding', 'the answer is packed in a way that is not read here');
  }
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of unpacked as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > mostBytes) {
      body.destroy();
      throw new WebError('too-large', `the answer has more than ${mostBytes} bytes`);
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['authorization', 'cookie'].includes(name.toLowerCase())),
  );
}

function forbidden(): WebError {
  return new WebError('forbidden', 'its host stands in a network that is not public');
}

function asWebError(error: unknown): WebError {
  if (error instanceof WebError) return error;
  const { name, code } = error as { name?: string; code?: string };
  const late = name === 'TimeoutError' || name === 'AbortError' || /TIMEOUT/.test(code ?? '');
  if (late) return new WebError('timeout', 'no answer in time', error);
  return new WebError('unreachable', 'no answer over a sound connection', error);
}
