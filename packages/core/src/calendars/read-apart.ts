import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { calendarLimits } from './limits.ts';
import { CalendarError, type CalendarProblem } from './problems.ts';
import type { BusyTime, CalendarRange } from './busy-times.ts';

/** `ics`: one iCalendar file; `caldav`: the answer to a REPORT. */
export interface ReadQuestion {
  form: 'ics' | 'caldav';
  body: string;
  range: CalendarRange;
}

export type ReadAnswer = { times: BusyTime[] } | { problem: CalendarProblem };

const defaultProgram = {
  file: fileURLToPath(new URL('./calendar-process.ts', import.meta.url)),
  patience: calendarLimits.patience,
};
/** Megabytes; the largest calendar that is read takes less than half of it. */
const memory = 256;

/** One at a time: each takes a process and the memory of its file. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Reads somebody else's calendar in a process of its own, which is ended when it takes too long.
 * @throws CalendarError
 */
export async function readApart(question: ReadQuestion, program = defaultProgram): Promise<BusyTime[]> {
  const read = last.then(() => run(question, program));
  last = read.catch(() => undefined);
  return read;
}

async function run(question: ReadQuestion, program: typeof defaultProgram): Promise<BusyTime[]> {
  const child = spawn(process.execPath, [`--max-old-space-size=${memory}`, program.file], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), program.patience);
  // A process that ends before it has read everything breaks the pipe: its exit code says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(question));
  const exit = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null)).on('close', resolve);
  });
  const said = await text(child.stdout).catch(() => '');
  const code = await exit;
  clearTimeout(timer);
  if (code !== 0) throw new CalendarError('stalls');
  const answer = JSON.parse(said) as ReadAnswer;
  if ('problem' in answer) throw new CalendarError(answer.problem.code, answer.problem.line);
  return answer.times;
}
