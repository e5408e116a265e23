export type { Command, NewCommand } from './command.ts';
export { pauseAfter, Queue, type Outcome, type QueueParts, type Send } from './queue.ts';
export { sender, type SendParts } from './send.ts';
export type { QueueStore } from './store.ts';
