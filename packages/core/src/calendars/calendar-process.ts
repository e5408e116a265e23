/**
 * Reads one calendar: a question as JSON on stdin, its busy times or why there are none as JSON on stdout. A process of
 * its own, because a calendar of strangers may be made to stall or to fill the memory: it is ended when it does, and
 * holds no secret of ours.
 */
import { text } from 'node:stream/consumers';
import { caldavObjects } from './caldav-answer.ts';
import { CalendarError } from './problems.ts';
import { readCalendar } from './read-calendar.ts';
import type { ReadAnswer, ReadQuestion } from './read-apart.ts';

const { form, body, range } = JSON.parse(await text(process.stdin)) as ReadQuestion;
let answer: ReadAnswer;
try {
  answer = { times: readCalendar(form === 'caldav' ? caldavObjects(body) : [body], range) };
} catch (error) {
  if (!(error instanceof CalendarError)) throw error;
  answer = { problem: error.problem };
}
process.stdout.write(JSON.stringify(answer));
