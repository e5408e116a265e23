import type { Kit } from '../engine/kit.sqlite.ts';
import type { Catalogue } from './catalogue.ts';
import type { Recurrence } from './json.ts';
import type { Organisation } from './organisation.ts';
import type { Staff } from './staff.ts';
import type { Technicians } from './technicians.ts';

/** What a unit says about the time and the groups of those who work for it. */
export function defineCalendars(
  kit: Kit,
  {
    businessUnit,
    staffUser,
    technicianBusinessUnit,
    activityType,
  }: Organisation & Staff & Technicians & Catalogue,
) {
  /** When nobody works for the unit, or one type of its work is not done. */
  const unitAbsence = kit.table(
    'unit_absence',
    {
      id: kit.id('id').primaryKey(),
      businessUnitId: kit
        .id('business_unit_id')
        .notNull()
        .references(() => businessUnit.id),
      /** null: all work of the unit. */
      activityTypeId: kit.id('activity_type_id'),
      startsAt: kit.instant('starts_at').notNull(),
      endsAt: kit.instant('ends_at').notNull(),
      reason: kit.text('reason').notNull(),
      /** null: once. */
      rule: kit.json<Recurrence>('rule'),
      /** When the last one ends; null: with `endsAt`. */
      lastEndsAt: kit.instant('last_ends_at'),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.index('unit_absence_unit').on(t.businessUnitId, t.startsAt),
      kit.foreignKey({
        name: 'unit_absence_type_fk',
        columns: [t.businessUnitId, t.activityTypeId],
        foreignColumns: [activityType.businessUnitId, activityType.id],
      }),
    ],
  );

  const team = kit.table(
    'team',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      name: kit.text('name').notNull(),
      /** The staff user who leads it; null: nobody. */
      leaderId: kit.id('leader_id'),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.unique('team_owner_unique').on(t.businessUnitId, t.id),
      kit.unique('team_name_unique').on(t.businessUnitId, t.name),
      kit.foreignKey({
        name: 'team_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
      kit.foreignKey({
        name: 'team_leader_fk',
        columns: [t.companyId, t.leaderId],
        foreignColumns: [staffUser.companyId, staffUser.id],
      }),
    ],
  );

  const teamMember = kit.table(
    'team_member',
    {
      businessUnitId: kit.id('business_unit_id').notNull(),
      teamId: kit.id('team_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'team_member_pk', columns: [t.teamId, t.technicianId] }),
      kit.foreignKey({
        name: 'team_member_team_fk',
        columns: [t.businessUnitId, t.teamId],
        foreignColumns: [team.businessUnitId, team.id],
      }),
      kit.foreignKey({
        name: 'team_member_technician_fk',
        columns: [t.technicianId, t.businessUnitId],
        foreignColumns: [technicianBusinessUnit.technicianId, technicianBusinessUnit.businessUnitId],
      }),
    ],
  );

  return { unitAbsence, team, teamMember };
}
