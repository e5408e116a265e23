/** A question to an address that somebody typed. */
export interface WebRequest {
  url: string;
  method?: 'GET' | 'POST' | 'REPORT' | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | undefined;
  /** More than this, unpacked, is not read. */
  mostBytes: number;
  /** How many redirects are followed; default 0. */
  redirects?: number | undefined;
}

export interface WebAnswer {
  status: number;
  /** By lower-case name; of one that came several times, the first. */
  headers: Record<string, string>;
  body: Buffer;
}

/** Asking the internet for what people point at, and nothing else: see `guardedWeb`. Rejects with `WebError`. */
export interface Web {
  fetch(request: WebRequest): Promise<WebAnswer>;
}

export type WebErrorCode =
  | 'address' // it is none, or not of a scheme, port or form that is asked
  | 'forbidden' // its host stands in somebody's own network
  | 'unresolved' // there is no such host
  | 'unreachable' // nobody answers there, or not over a sound connection
  | 'timeout'
  | 'redirects' // it leads on too often, or nowhere
  | 'too-large'
  | 'encoding'; // packed in another way than was asked for

/** Why there is no answer. It tells nothing of the address: it is logged. */
export class WebError extends Error {
  override readonly name = 'WebError';
  readonly code: WebErrorCode;

  constructor(code: WebErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
