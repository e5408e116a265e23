import { language } from '../language.svelte.ts';
import type { Command, NewCommand } from './command.ts';
import { dropOldDrafts } from './drafts.ts';
import { exclusively } from './exclusive.ts';
import { phoneNow } from './phone-clock.ts';
import { openPhone, phoneStore } from './phone-store.ts';
import { Queue } from './queue.ts';
import { sender } from './send.ts';

/** What this phone has to send for whoever is signed in; pages read it and add to it. */
class Phone {
  commands = $state.raw<Command[]>([]);
  online = $state(true);
  /** The session is over: nothing leaves until somebody signs in. */
  signInNeeded = $state(false);
  /** The phone's own store does not work: what is entered now would not outlive the page. */
  broken = $state(false);
  #queue: Queue | null = null;
  /** Whose phone it is now. */
  owner: string | null = null;
  #opening: Promise<void> = Promise.resolve();

  readonly waiting = $derived(this.commands.filter(({ state }) => state === 'waiting'));
  readonly sent = $derived(this.commands.filter(({ state }) => state === 'sent').length);
  readonly conflicts = $derived(this.commands.filter(({ state }) => state === 'conflict'));

  /** Takes up what this person left on the phone; somebody else's stays closed. */
  open(owner: string): Promise<void> {
    if (this.owner !== owner) {
      this.#queue?.stop();
      this.owner = owner;
      this.commands = [];
      this.#opening = this.#start(owner);
    }
    return this.#opening;
  }

  /** @throws when the phone cannot keep it. */
  async add(command: Omit<NewCommand, 'owner' | 'madeAt' | 'key'> & { key?: string }, file?: Blob) {
    await this.#opening;
    if (!this.#queue) throw new Error('nobody is signed in');
    return this.#queue.add({ ...command, key: command.key ?? newKey() }, file);
  }

  /** What it was held back for is here; false: it had left without. */
  async release(key: string, more?: Record<string, unknown>): Promise<boolean> {
    return (await this.#queue?.release(key, more)) ?? false;
  }

  async decide(key: string, decision: 'again' | 'put-aside', body?: Record<string, unknown>): Promise<void> {
    await this.#queue?.decide(key, decision, body);
  }

  /** It is entered anew: the caller has kept what it held. */
  async takeBack(key: string): Promise<void> {
    await this.#queue?.takeBack(key);
  }

  /** The bytes of a file that is still here. */
  async file(key: string): Promise<Blob | undefined> {
    return this.#queue?.file(key);
  }

  /** A file that is not wanted after all. */
  async forget(key: string): Promise<void> {
    await this.#queue?.forget(key);
  }

  /** The network is back, or somebody wants it now. */
  async wake(): Promise<void> {
    await this.#queue?.wake();
  }

  async #start(owner: string): Promise<void> {
    try {
      const store = phoneStore(await openPhone());
      const queue = new Queue({
        store,
        owner,
        send: sender({
          fetch: (path, init) => fetch(path, init),
          now: phoneNow,
          language: () => language.current,
        }),
        now: phoneNow,
        exclusive: exclusively(`itinera-phone ${owner}`),
        after: (seconds, work) => {
          const timer = setTimeout(work, seconds * 1000);
          return () => clearTimeout(timer);
        },
        changed: (commands) => {
          if (this.#queue !== queue) return;
          this.commands = commands;
          this.signInNeeded = queue.signInNeeded;
        },
        failed: () => (this.broken = true),
      });
      if (this.owner !== owner) return;
      this.#queue = queue;
      this.commands = await queue.list();
      dropOldDrafts();
      this.#watch();
      void queue.wake();
    } catch {
      this.broken = true;
    }
  }

  #watching = false;
  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.online = navigator.onLine;
    addEventListener('online', () => {
      this.online = true;
      void this.wake();
    });
    addEventListener('offline', () => (this.online = false));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.wake();
    });
  }
}

export const phone = new Phone();

/** Not `randomUUID`, which browsers give to https pages only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** How much of anybody's waits on this phone: signing out must not take it away. */
export async function unsentOnPhone(): Promise<number> {
  const db = await openPhone();
  try {
    return await phoneStore(db).unsent();
  } finally {
    db.close();
  }
}
