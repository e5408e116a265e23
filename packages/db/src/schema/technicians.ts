import type { Kit } from '../engine/kit.sqlite.ts';
import type {
  ClockInterval,
  DayLimits,
  LaterBase,
  LocalisedText,
  Recurrence,
  Season,
  ServiceArea,
  WeeklyHours,
} from './json.ts';
import type { Organisation } from './organisation.ts';
import { personal } from './personal.ts';
import type { Staff } from './staff.ts';

/** Technicians belong to the company: base, calendar, skills, and the business units they work for. */
export function defineTechnicians(kit: Kit, { company, businessUnit, staffUser }: Organisation & Staff) {
  const skill = kit.table(
    'skill',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit
        .id('company_id')
        .notNull()
        .references(() => company.id),
      code: kit.text('code').notNull(),
      name: kit.json<LocalisedText>('name').notNull(),
    },
    (t) => [
      kit.unique('skill_owner_unique').on(t.companyId, t.id),
      kit.unique('skill_code_unique').on(t.companyId, t.code),
    ],
  );

  const technician = kit.table(
    'technician',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit
        .id('company_id')
        .notNull()
        .references(() => company.id),
      staffUserId: kit.id('staff_user_id'),
      name: personal(kit.text('name')).notNull(),
      phone: personal(kit.text('phone')),
      email: personal(kit.text('email')),
      /** Staff's words about them. */
      comment: personal(kit.text('comment')),
      colour: kit.text('colour').notNull(),
      status: kit.text('status').$type<TechnicianStatus>().notNull().default('active'),
      baseLabel: personal(kit.text('base_label')).notNull(),
      baseLon: personal(kit.real('base_lon')).notNull(),
      baseLat: personal(kit.real('base_lat')).notNull(),
      /** Where the days begin and end from later dates on, by date; null: the base stays. */
      laterBases: personal(kit.json<LaterBase[]>('later_bases')),
      zone: kit.text('zone').notNull(),
      weeklyHours: kit.json<WeeklyHours>('weekly_hours').notNull(),
      /** Hours from date to date instead of the weekly ones; null: none. */
      seasons: kit.json<Season[]>('seasons'),
      commute: kit.text('commute').$type<Commute>().notNull().default('working-time'),
      /** Metres, straight line from the base. */
      maxDistance: kit.int('max_distance'),
      /** Where they work; null: wherever the distance allows. */
      area: kit.json<ServiceArea>('area'),
      limits: kit.json<DayLimits>('limits'),
      revision: kit.int('revision').notNull().default(1),
      createdAt: kit.instant('created_at').notNull(),
    },
    (t) => [
      kit.unique('technician_owner_unique').on(t.companyId, t.id),
      kit.unique('technician_staff_user_unique').on(t.staffUserId),
      kit.foreignKey({
        name: 'technician_staff_user_fk',
        columns: [t.companyId, t.staffUserId],
        foreignColumns: [staffUser.companyId, staffUser.id],
      }),
    ],
  );

  const technicianSkill = kit.table(
    'technician_skill',
    {
      companyId: kit.id('company_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      skillId: kit.id('skill_id').notNull(),
      level: kit.int('level').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'technician_skill_pk', columns: [t.technicianId, t.skillId] }),
      kit.foreignKey({
        name: 'technician_skill_technician_fk',
        columns: [t.companyId, t.technicianId],
        foreignColumns: [technician.companyId, technician.id],
      }),
      kit.foreignKey({
        name: 'technician_skill_skill_fk',
        columns: [t.companyId, t.skillId],
        foreignColumns: [skill.companyId, skill.id],
      }),
    ],
  );

  /** Never deleted while work of the unit refers to it: `active` false takes the technician out of new planning. */
  const technicianBusinessUnit = kit.table(
    'technician_business_unit',
    {
      companyId: kit.id('company_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      businessUnitId: kit.id('business_unit_id').notNull(),
      active: kit.bool('active').notNull().default(true),
      /** The leaders of their teams in the unit see their days; otherwise only when they are busy. */
      delegates: kit.bool('delegates').notNull().default(false),
    },
    (t) => [
      kit.primaryKey({ name: 'technician_business_unit_pk', columns: [t.technicianId, t.businessUnitId] }),
      kit.index('technician_business_unit_unit').on(t.businessUnitId),
      kit.foreignKey({
        name: 'technician_business_unit_technician_fk',
        columns: [t.companyId, t.technicianId],
        foreignColumns: [technician.companyId, technician.id],
      }),
      kit.foreignKey({
        name: 'technician_business_unit_unit_fk',
        columns: [t.companyId, t.businessUnitId],
        foreignColumns: [businessUnit.companyId, businessUnit.id],
      }),
    ],
  );

  /** Hours of one local date instead of the weekly ones; none: the day is off. */
  const technicianException = kit.table(
    'technician_exception',
    {
      companyId: kit.id('company_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      date: kit.text('date').notNull(),
      hours: kit.json<ClockInterval[]>('hours').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'technician_exception_pk', columns: [t.technicianId, t.date] }),
      kit.foreignKey({
        name: 'technician_exception_technician_fk',
        columns: [t.companyId, t.technicianId],
        foreignColumns: [technician.companyId, technician.id],
      }),
    ],
  );

  const absence = kit.table(
    'absence',
    {
      id: kit.id('id').primaryKey(),
      companyId: kit.id('company_id').notNull(),
      technicianId: kit.id('technician_id').notNull(),
      startsAt: kit.instant('starts_at').notNull(),
      endsAt: kit.instant('ends_at').notNull(),
      reason: personal(kit.text('reason')).notNull(),
      /** null: once. */
      rule: kit.json<Recurrence>('rule'),
      /** When the last one ends; null: with `endsAt`. */
      lastEndsAt: kit.instant('last_ends_at'),
      revision: kit.int('revision').notNull().default(1),
    },
    (t) => [
      kit.index('absence_technician').on(t.technicianId, t.startsAt),
      kit.foreignKey({
        name: 'absence_technician_fk',
        columns: [t.companyId, t.technicianId],
        foreignColumns: [technician.companyId, technician.id],
      }),
    ],
  );

  return { skill, technician, technicianSkill, technicianBusinessUnit, technicianException, absence };
}

export type TechnicianStatus = 'active' | 'inactive';
export type Commute = 'working-time' | 'own-time';
export type Technicians = ReturnType<typeof defineTechnicians>;
