import type { Command } from './command.ts';

/** Where commands are kept until they are sent, whatever becomes of the page meanwhile. */
export interface QueueStore {
  /** One person's, in their order. */
  all(owner: string): Promise<Command[]>;
  /** Both or neither are kept when it resolves. */
  add(command: Omit<Command, 'order'>, file?: Blob): Promise<Command>;
  /** Nothing, where it is gone. */
  change(order: number, changes: Partial<Command>): Promise<void>;
  file(key: string): Promise<Blob | undefined>;
  removeFile(key: string): Promise<void>;
  remove(order: number): Promise<void>;
  /** How many of anybody's are not sent: a number alone. */
  unsent(): Promise<number>;
}
