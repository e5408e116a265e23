import { sql } from 'drizzle-orm';
import type { Kit } from '../engine/kit.sqlite.ts';
import type { Interventions } from './interventions.ts';
import type { ClockedPlace } from './json.ts';
import type { Organisation } from './organisation.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';
import type { Technicians } from './technicians.ts';

/** When technicians clocked in and out, and how that was corrected. */
export function defineAttendance(
  kit: Kit,
  { businessUnit, technician, staffUser, intervention }: Organisation & Technicians & Staff & Interventions,
) {
  const clocking = kit.table(
    'clocking',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      /** At whose site; null: of the day. */
      interventionId: kit.id('intervention_id'),
      startedAt: kit.instant('started_at').notNull(),
      /** null: still open, or forgotten. */
      endedAt: kit.instant('ended_at'),
      /** When the next one began although this one had no end. */
      forgottenAt: kit.instant('forgotten_at'),
      /** Taken back by a correction: it counts for nothing and stays to be read. */
      voided: kit.bool('voided').notNull().default(false),
      startPlace: personal(kit.json<ClockedPlace>('start_place')),
      endPlace: personal(kit.json<ClockedPlace>('end_place')),
      /** Seconds by which the phone's clock was behind ours, and its time was moved. */
      startShift: kit.int('start_shift').notNull().default(0),
      endShift: kit.int('end_shift').notNull().default(0),
      /** At a site that was no longer theirs by then, until staff say that it was so. */
      siteGone: kit.bool('site_gone').notNull().default(false),
      /** Staff wrote it down afterwards: nobody clocked. */
      byHand: kit.bool('by_hand').notNull().default(false),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.unique('clocking_owner_unique').on(t.businessUnitId, t.id),
      kit.index('clocking_technician').on(t.technicianId, t.startedAt),
      kit.index('clocking_unit').on(t.businessUnitId, t.startedAt),
      kit.index('clocking_intervention').on(t.interventionId),
      kit
        .uniqueIndex('clocking_open_unique')
        .on(t.technicianId)
        .where(sql`${t.endedAt} IS NULL AND ${t.forgottenAt} IS NULL AND NOT ${t.voided}`),
      kit.check('clocking_ends_later', sql`${t.endedAt} IS NULL OR ${t.endedAt} > ${t.startedAt}`),
      kit.foreignKey({
        name: 'clocking_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
      kit.foreignKey({
        name: 'clocking_technician_fk',
        columns: [t.companyId, t.technicianId],
        foreignColumns: [technician.companyId, technician.id],
      }),
      kit.foreignKey({
        name: 'clocking_intervention_fk',
        columns: [t.businessUnitId, t.interventionId],
        foreignColumns: [intervention.businessUnitId, intervention.id],
      }),
    ],
  );

  /** Every correction, for good: what it was before, what it is since, who did it and why. */
  const clockingCorrection = kit.table(
    'clocking_correction',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      clockingId: kit.id('clocking_id').notNull(),
      at: kit.instant('at').notNull(),
      staffUserId: kit
        .id('staff_user_id')
        .notNull()
        .references(() => staffUser.id),
      /** null: it was not there, or had no end. */
      fromStart: kit.instant('from_start'),
      fromEnd: kit.instant('from_end'),
      /** null: it was taken back, or has no end. */
      toStart: kit.instant('to_start'),
      toEnd: kit.instant('to_end'),
      /** In words. */
      reason: personal(kit.text('reason')).notNull(),
    },
    (t) => [
      kit.index('clocking_correction_clocking').on(t.clockingId, t.at),
      kit.foreignKey({
        name: 'clocking_correction_clocking_fk',
        columns: [t.businessUnitId, t.clockingId],
        foreignColumns: [clocking.businessUnitId, clocking.id],
      }),
    ],
  );

  return { clocking, clockingCorrection };
}
