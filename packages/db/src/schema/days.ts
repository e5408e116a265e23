import { sql } from 'drizzle-orm';
import type { Kit } from '../engine/kit.sqlite.ts';
import type { Interventions } from './interventions.ts';
import type { DayLeg, InstantInterval } from './json.ts';
import { personal } from './personal.ts';
import type { Technicians } from './technicians.ts';
import type { StopProgress } from './work.ts';

/** Technicians' days: what occupies them, in which order, and the legs between. */
export function defineDays(
  kit: Kit,
  { technician, technicianBusinessUnit, part, hold }: Technicians & Interventions,
) {
  /**
   * One stop of a day: a part, or a hold. No two rows of one technician may overlap in `[startsAt, endsAt)` unless
   * one of them is a deliberate overlap: the database refuses it (the belt, in the hand-written migrations).
   */
  const assignment = kit.table(
    'assignment',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      /** Local date of the technician's work day. */
      date: kit.text('date').notNull(),
      partId: kit.id('part_id'),
      holdId: kit.id('hold_id'),
      position: kit.int('position').notNull(),
      /** Both null for work without a place. */
      lon: personal(kit.real('lon')),
      lat: personal(kit.real('lat')),
      zone: kit.text('zone').notNull(),
      /** Planned service, buffers included. */
      startsAt: kit.instant('starts_at').notNull(),
      endsAt: kit.instant('ends_at').notNull(),
      /** The service may start in [earliest, latest]. */
      earliest: kit.instant('earliest').notNull(),
      latest: kit.instant('latest').notNull(),
      open: kit.json<InstantInterval[]>('open'),
      /** The hold's expiry, copied: one index scan finds the live blockers. null for a part. */
      expiresAt: kit.instant('expires_at'),
      /** How far the work is; null: not begun. What began is timed as it was, not as it was planned. */
      progress: kit.text('progress').$type<StopProgress>(),
      /** When it came that far. */
      progressAt: kit.instant('progress_at'),
      deliberateOverlap: kit.bool('deliberate_overlap').notNull().default(false),
      frozen: kit.bool('frozen').notNull().default(false),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.index('assignment_day').on(t.technicianId, t.date),
      kit.index('assignment_time').on(t.technicianId, t.startsAt),
      kit.index('assignment_part').on(t.partId),
      kit.index('assignment_hold').on(t.holdId),
      kit.foreignKey({
        name: 'assignment_technician_fk',
        columns: [t.technicianId, t.businessUnitId],
        foreignColumns: [technicianBusinessUnit.technicianId, technicianBusinessUnit.businessUnitId],
      }),
      kit.foreignKey({
        name: 'assignment_part_fk',
        columns: [t.businessUnitId, t.partId],
        foreignColumns: [part.businessUnitId, part.id],
      }),
      kit.foreignKey({
        name: 'assignment_hold_fk',
        columns: [t.businessUnitId, t.holdId],
        foreignColumns: [hold.businessUnitId, hold.id],
      }),
      kit.check('assignment_part_or_hold', sql`(${t.partId} IS NULL) <> (${t.holdId} IS NULL)`),
      kit.check('assignment_hold_expires', sql`(${t.holdId} IS NULL) = (${t.expiresAt} IS NULL)`),
      kit.check('assignment_takes_time', sql`${t.startsAt} < ${t.endsAt}`),
      kit.check('assignment_place_whole', sql`(${t.lon} IS NULL) = (${t.lat} IS NULL)`),
    ],
  );

  /** The row that is locked before a day is changed; `legs` null: not known. */
  const technicianDay = kit.table(
    'technician_day',
    {
      technicianId: kit
        .id('technician_id')
        .notNull()
        .references(() => technician.id),
      date: kit.text('date').notNull(),
      revision: kit.int('revision').notNull().default(0),
      legs: personal(kit.json<DayLeg[]>('legs')),
    },
    (t) => [kit.primaryKey({ name: 'technician_day_pk', columns: [t.technicianId, t.date] })],
  );

  const travelTime = kit.table(
    'travel_time',
    {
      profile: kit.text('profile').notNull(),
      /** Places that may be somebody's home. */
      fromKey: personal(kit.text('from_key')).notNull(),
      toKey: personal(kit.text('to_key')).notNull(),
      seconds: kit.int('seconds').notNull(),
      metres: kit.int('metres'),
      fetchedAt: kit.instant('fetched_at').notNull(),
    },
    (t) => [kit.primaryKey({ name: 'travel_time_pk', columns: [t.profile, t.fromKey, t.toKey] })],
  );

  return { assignment, technicianDay, travelTime };
}
