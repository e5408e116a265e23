import type { Kit } from '../engine/kit.sqlite.ts';
import { personal } from './personal.ts';
import type { Technicians } from './technicians.ts';

/** Technicians' own calendars that are read, the times they say somebody is busy, and the feeds of own work. */
export function defineExternalCalendars(kit: Kit, { technician }: Technicians) {
  const externalCalendar = kit.table(
    'external_calendar',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      kind: kit.text('kind').$type<CalendarKind>().notNull(),
      /** What whoever added it calls it. */
      name: personal(kit.text('name')).notNull(),
      /** The host of the address, which is all of it that is shown again. */
      host: personal(kit.text('host')).notNull(),
      /** Address, user name, password, tokens: sealed. */
      sealed: personal(kit.text('sealed')).notNull(),
      /** Seconds after which a calendar that was not read closes its technician. */
      staleAfter: kit.int('stale_after').notNull(),
      /** null: read the last time it was tried. */
      problem: kit.text('problem'),
      problemLine: kit.int('problem_line'),
      lastReadAt: kit.instant('last_read_at').notNull(),
      /** `lastReadAt` and `staleAfter` together: from then on it is stale. */
      staleAt: kit.instant('stale_at').notNull(),
      lastTriedAt: kit.instant('last_tried_at').notNull(),
      nextReadAt: kit.instant('next_read_at').notNull(),
      /** Tries in a row that failed. */
      failures: kit.int('failures').notNull().default(0),
      /** What the other side calls this version of it: ETag and Last-Modified, for asking only for what is new. */
      version: kit.json<CalendarVersion>('version'),
      /** When staff were told that it is stale; null again once it is read. */
      staleToldAt: kit.instant('stale_told_at'),
      createdAt: kit.instant('created_at').notNull(),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('external_calendar_owner_unique').on(t.companyId, t.id),
      kit.index('external_calendar_technician').on(t.technicianId),
      kit.index('external_calendar_due').on(t.nextReadAt),
      kit.index('external_calendar_stale').on(t.staleAt),
      kit.foreignKey({
        name: 'external_calendar_technician_fk',
        columns: [t.companyId, t.technicianId],
        foreignColumns: [technician.companyId, technician.id],
      }),
    ],
  );

  /** A black box: when, and where if the calendar says so. */
  const externalEvent = kit.table(
    'external_event',
    {
      companyId: kit.id('company_id').notNull(),
      calendarId: kit.id('calendar_id').notNull(),
      position: kit.int('position').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      startsAt: personal(kit.instant('starts_at')).notNull(),
      endsAt: personal(kit.instant('ends_at')).notNull(),
      lon: personal(kit.real('lon')),
      lat: personal(kit.real('lat')),
    },
    (t) => [
      kit.primaryKey({ name: 'external_event_pk', columns: [t.calendarId, t.position] }),
      kit.index('external_event_technician').on(t.technicianId, t.startsAt),
      kit.foreignKey({
        name: 'external_event_calendar_fk',
        columns: [t.companyId, t.calendarId],
        foreignColumns: [externalCalendar.companyId, externalCalendar.id],
      }),
    ],
  );

  /** The address at which a technician's own work is read; only its hash is known. */
  const technicianFeed = kit.table(
    'technician_feed',
    {
      technicianId: kit.id('technician_id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      tokenHash: kit.text('token_hash').notNull(),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.unique('technician_feed_token_unique').on(t.tokenHash),
      kit.foreignKey({
        name: 'technician_feed_technician_fk',
        columns: [t.companyId, t.technicianId],
        foreignColumns: [technician.companyId, technician.id],
      }),
    ],
  );

  return { externalCalendar, externalEvent, technicianFeed };
}

export type CalendarKind = 'ical' | 'caldav' | 'google' | 'microsoft';
export interface CalendarVersion {
  etag?: string;
  lastModified?: string;
  /** The stretch of time that was read, and the zone it was read for: another one is read anew. */
  until: number;
  zone: string;
}
