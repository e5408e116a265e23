/** One text message to one telephone. */
export interface Sms {
  /** E.164. */
  to: string;
  text: string;
  /** The same for every attempt at one message, so that a provider can drop a duplicate. */
  reference: string;
}

/** How text messages leave. Rejects with `SmsError` when the other side did not take one. */
export interface SmsSender {
  send(sms: Sms): Promise<void>;
}

/** Why a text message was not taken. Tells nothing of the person: it is logged. */
export class SmsError extends Error {
  override readonly name = 'SmsError';
  /** `http-503`, `timeout`, `network`, `not-configured`. */
  readonly code: string;
  /** Trying again is of no use: the provider refuses this very message. */
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean, cause?: unknown) {
    super(`the text message was not taken: ${code}`, { cause });
    this.code = code;
    this.permanent = permanent;
  }
}
