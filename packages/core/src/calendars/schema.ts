import { z } from 'zod';
import { parseInput } from '../shared/parse-input.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const hour = 3600;
/** How long a calendar may stay unread when nobody says otherwise. */
export const usualStaleAfter = 6 * hour;

const name = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(80, 'must have at most 80 characters')
  .regex(/^[^\p{Cc}]*$/u, 'must be one line');
const staleAfter = z
  .int('must be a whole number of seconds')
  .min(hour, 'must be an hour or more')
  .max(7 * 24 * hour, 'must be a week or less');
const secret = z.string().max(500, 'must have at most 500 characters');

/** An address as people copy it; `webcal:` is what some calendars call https. */
const address = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(2000, 'must have at most 2000 characters')
  .transform((typed) => typed.replace(/^webcals?:/i, 'https:'))
  .refine((typed) => URL.canParse(typed) && /^https?:$/.test(new URL(typed).protocol), {
    message: 'must be an address that begins with https://',
  });

const addCalendarInput = z
  .object({
    technicianId: z.string(),
    kind: z.enum(['ical', 'caldav'], 'must be ical or caldav'),
    name,
    address,
    userName: secret.optional(),
    password: secret.optional(),
    staleAfter: staleAfter.default(usualStaleAfter),
  })
  .refine(({ kind, userName }) => kind === 'ical' || (userName ?? '') !== '', {
    path: ['userName'],
    message: 'must be given for CalDAV',
  })
  .refine(({ kind, password }) => kind === 'ical' || (password ?? '') !== '', {
    path: ['password'],
    message: 'must be given for CalDAV',
  });

const editCalendarInput = z.object({
  technicianId: z.string(),
  calendarId: z.string(),
  name,
  staleAfter,
  revision: shownRevision,
});

export const readAddCalendar = parseInput(addCalendarInput);
export const readEditCalendar = parseInput(editCalendarInput);
