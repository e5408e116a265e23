/** `npm start`: builds what has changed, makes the demo company when there is none, and runs everything in one process. */
import { runUntilStopped } from './start/run-until-stopped.ts';

// What is told wrongly, and help, are answered before all the rest is read.
await runUntilStopped(async (settings) => (await import('./start/built.ts')).startBuilt(settings));
