export { renewed } from './conflict.ts';
export { clockings } from './command.ts';
export type { ClockTap, Command, NewCommand } from './command.ts';
export { pauseAfter, Queue, type Outcome, type QueueParts, type Send } from './queue.ts';
export { sender, type SendParts } from './send.ts';
export type { QueueStore } from './store.ts';
