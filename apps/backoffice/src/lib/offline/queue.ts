import type { EpochSeconds, Seconds } from '@itinera/core/shared';
import { filesNamed, type Command, type NewCommand, type Refusal } from './command.ts';
import type { Exclusive } from './exclusive.ts';
import type { QueueStore } from './store.ts';

/** What became of one attempt. `later`: nothing is known, or the server cannot now; `sign-in`: not as nobody. */
export type Outcome =
  | { kind: 'done'; answer: unknown }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'later'; after?: Seconds | undefined }
  | { kind: 'sign-in' };

/** Sends one command. `sentFile` knows what the server calls a file that was sent. Never rejects for what a network does. */
export type Send = (
  command: Command,
  parts: { file: Blob | undefined; sentFile: (key: string) => string | null },
) => Promise<Outcome>;

export interface QueueParts {
  store: QueueStore;
  owner: string;
  send: Send;
  now: () => EpochSeconds;
  /** Calls back after so long; the answer stops it. */
  after: (seconds: Seconds, work: () => void) => () => void;
  /** Keeps other pages that have the same commands from sending them meanwhile: each is sent by one at a time. */
  exclusive?: Exclusive;
  /** Somebody looks at it: called after every change. */
  changed?: (commands: Command[]) => void;
  /** The phone's own store failed: nothing is lost by it, and it is tried again. */
  failed?: (error: unknown) => void;
}

/** The pause after so many failures in a row: from two seconds to five minutes. */
export function pauseAfter(failures: number): Seconds {
  return Math.min(300, 2 ** Math.min(failures, 9));
}

/** Nothing is held back for longer, whatever became of the phone's clock or of who held it. */
export const longestHold: Seconds = 60;

/** What was sent is told for so long. */
const told: Seconds = 7 * 86_400;

/**
 * One person's commands on one phone: kept, then sent in their order, each until the server has answered for good. Whatever
 * is sent again goes by the same key, so that it has one effect (CAD-SS-02). What the server does not take waits for a
 * decision, and with it all that was made after it about the same visit; other visits go on.
 */
export class Queue {
  readonly #parts: QueueParts;
  #draining: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #stopPause: (() => void) | null = null;
  #stopped = false;
  /** The server asks who it is: nothing leaves until somebody signs in. */
  signInNeeded = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  /** Everything of this person, in its order. */
  list(): Promise<Command[]> {
    return this.#parts.store.all(this.#parts.owner);
  }

  /** Keeps a command; it is on the phone when this resolves, and leaves as soon as it can. */
  async add(command: Omit<NewCommand, 'owner' | 'madeAt'>, file?: Blob): Promise<Command> {
    const { owner, now, store } = this.#parts;
    const fresh = { state: 'waiting', attempts: 0, sentAt: null, answer: null, refusal: null } as const;
    const kept = await store.add({ ...command, ...fresh, owner, madeAt: now() }, file);
    await this.#tell();
    void this.wake();
    return kept;
  }

  /** The network is back, or somebody wants it now: pauses end. Resolves when nothing more can be sent for now. */
  wake(): Promise<void> {
    this.#failures = 0;
    this.signInNeeded = false;
    return this.drain();
  }

  /** Sends what can be sent, one at a time; whoever calls meanwhile waits for the same. */
  drain(): Promise<void> {
    this.#stopPause?.();
    this.#stopPause = null;
    this.#again = this.#draining !== null;
    this.#draining ??= this.#run()
      .catch((error: unknown) => {
        this.#parts.failed?.(error);
        this.#pause(pauseAfter(++this.#failures));
      })
      .finally(() => (this.#draining = null));
    return this.#draining;
  }

  /** Somebody decided what becomes of a conflict: it is sent once more, with `changes`, or not at all. */
  async decide(key: string, decision: 'again' | 'put-aside', body?: Record<string, unknown>): Promise<void> {
    const { store } = this.#parts;
    const all = await this.list();
    const command = all.find((one) => one.key === key && one.state === 'conflict');
    if (!command) return;
    // Another body is another request: under the same key it would be refused.
    const renewed = body === undefined ? {} : { body, key: `${key}+`, attempts: 0 };
    await store.change(
      command.order,
      decision === 'put-aside' ? { state: decision } : { ...renewed, state: 'waiting', refusal: null },
    );
    if (decision === 'put-aside') await this.#dropFiles(command);
    await this.#tell();
    await this.wake();
  }

  /**
   * Somebody enters a conflict anew: it is not sent and not kept any more, its files are. What was entered is the caller's to
   * keep before.
   */
  async takeBack(key: string): Promise<void> {
    const command = (await this.list()).find((one) => one.key === key && one.state === 'conflict');
    if (!command) return;
    await this.#parts.store.remove(command.order);
    await this.#tell();
    await this.wake();
  }

  /** What a command was held back for is here: it leaves with `more`, or without. False: it had left already, without. */
  async release(key: string, more: Record<string, unknown> = {}): Promise<boolean> {
    const command = (await this.list()).find((one) => one.key === key);
    const isHeld = command?.state === 'waiting' && command.attempts === 0 && this.#restOfHold(command) > 0;
    if (!isHeld) return false;
    await this.#parts.store.change(command.order, { body: { ...command.body, ...more }, holdUntil: 0 });
    void this.wake();
    return true;
  }

  /** The bytes of a file, until what names it is sent. */
  file(key: string): Promise<Blob | undefined> {
    return this.#parts.store.file(key);
  }

  /** A file that nothing names yet is not wanted after all: it goes, unless it was sent; then the server lets it go by itself. */
  async forget(key: string): Promise<void> {
    const file = (await this.list()).find((one) => one.key === key && one.kind === 'file');
    if (!file || file.state === 'sent') return;
    await this.#parts.store.remove(file.order);
    await this.#parts.store.removeFile(key);
    await this.#tell();
  }

  /** Nothing leaves any more; what is kept stays kept. */
  stop(): void {
    this.#stopped = true;
    this.#stopPause?.();
  }

  async #run(): Promise<void> {
    const { exclusive = (work) => work() } = this.#parts;
    do {
      this.#again = false;
      await exclusive(() => this.#sendAll());
    } while (this.#again && !this.#stopped && this.#stopPause === null);
    await this.#tidy();
  }

  /** Commands in their order, but those behind a conflict about the same visit. */
  async #sendAll(): Promise<void> {
    if (this.#stopped) return;
    const held = new Set<string>();
    let hold = 0;
    const all = await this.list();
    // Another page may have sent some of them.
    this.#parts.changed?.(all);
    for (const command of all) {
      const { interventionId, state } = command;
      if (state === 'conflict') held.add(interventionId);
      if (state !== 'waiting' || held.has(interventionId)) continue;
      const rest = this.#restOfHold(command);
      if (rest > 0) {
        held.add(interventionId);
        hold = Math.max(hold, rest);
        continue;
      }
      const outcome = await this.#attempt(command, all);
      if (this.#stopped) return;
      if (outcome === 'conflict') held.add(interventionId);
      if (outcome === 'stop') return;
    }
    if (hold > 0) this.#pause(hold);
  }

  #restOfHold({ holdUntil = 0 }: Command): Seconds {
    const rest = holdUntil - this.#parts.now();
    return rest > longestHold ? 0 : rest;
  }

  async #attempt(command: Command, all: Command[]): Promise<'sent' | 'conflict' | 'stop'> {
    const { store, send, now } = this.#parts;
    const { order } = command;
    const attempts = command.attempts + 1;
    await store.change(order, { attempts });
    const file = command.kind === 'file' ? await store.file(command.key) : undefined;
    const sentFile = (key: string): string | null =>
      idOf(all.find((one) => one.key === key || one.key.startsWith(`${key}+`)));
    const outcome = await send({ ...command, attempts }, { file, sentFile });
    switch (outcome.kind) {
      case 'done':
        Object.assign(command, { state: 'sent', answer: outcome.answer });
        await store.change(order, { state: 'sent', sentAt: now(), answer: outcome.answer, refusal: null });
        if (command.kind !== 'file') await this.#dropFiles(command);
        this.#failures = 0;
        await this.#tell();
        return 'sent';
      case 'refused':
        await store.change(order, { state: 'conflict', refusal: outcome.refusal });
        await this.#tell();
        return 'conflict';
      case 'sign-in':
        this.signInNeeded = true;
        await this.#tell();
        return 'stop';
      case 'later':
        this.#failures += 1;
        await this.#tell();
        this.#pause(outcome.after ?? pauseAfter(this.#failures));
        return 'stop';
    }
  }

  #pause(seconds: Seconds): void {
    if (this.#stopped) return;
    this.#stopPause = this.#parts.after(seconds, () => void this.drain());
  }

  /** Bytes go when what names them is done with; until then they could be sent once more. */
  async #dropFiles(command: Command): Promise<void> {
    const keys = command.kind === 'file' ? [command.key] : filesNamed(command.body);
    for (const key of keys) await this.#parts.store.removeFile(key);
  }

  async #tidy(): Promise<void> {
    const before = this.#parts.now() - told;
    for (const { state, order, madeAt } of await this.list())
      if ((state === 'sent' || state === 'put-aside') && madeAt < before)
        await this.#parts.store.remove(order);
  }

  async #tell(): Promise<void> {
    const { changed } = this.#parts;
    if (changed) changed(await this.list());
  }
}

/** What the server calls a file, or a clocking: told in the answer to it. */
function idOf(command: Command | undefined): string | null {
  const answer = command?.state === 'sent' ? (command.answer as Record<string, unknown> | null) : null;
  const id = answer?.['id'] ?? answer?.['clockingId'];
  return typeof id === 'string' ? id : null;
}
