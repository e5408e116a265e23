import type { StaffRole } from '@itinera/core';
import { apiRights, plainDisplay } from '@itinera/core/shared';
import { contextOf, setUp, type MadeCustomer, type MadeStaffUser } from '@itinera/core/set-up';
import { insertRows, storeLogo, updateBusinessUnit } from '@itinera/db';
import { createHash, randomUUID } from 'node:crypto';
import { generate } from 'otplib';
import { plainAction } from '../fixtures/portal-action.ts';
import { boilerForm } from '../fixtures/boiler-form.ts';
import { staffScope } from '../fixtures/scopes.ts';
import type { openTestCore } from '../fixtures/small-company.ts';
import { makeTenant } from './make-tenant.ts';

/*
 * Two companies with two business units each, and three customers, a technician and staff of every role in each unit.
 * Every text that belongs to one of them carries its canary, so that a test can see whose words an answer holds.
 */

export const staffRoles: StaffRole[] = ['administrator', 'supervisor', 'call-agent', 'technician'];

/** A customer with a visit that is planned, one that is closed, and a window that is being held. */
export interface Tenant {
  canary: string;
  customer: MadeCustomer;
  /** Somebody whom staff ask for there. */
  contactId: string;
  /** What its person asked of the visit. */
  requestId: string;
  /** A closing of the visit that came too late. */
  lateReportId: string;
  visit: string;
  closed: string;
  hold: string;
  /** A file that was sent about the visit. */
  file: string;
  /** The cookie of the one person of this customer. */
  cookie: string;
}

export interface Unit {
  companyId: string;
  businessUnitId: string;
  slug: string;
  /** In every text of the unit that customers see. */
  canary: string;
  /** The hash of the picture its portal shows. */
  logo: string;
  /** An import whose file is there, and read by nobody. */
  importId: string;
  technicianId: string;
  /** Of the technician; its address leads nowhere. */
  calendarId: string;
  /** Of the technician, of the unit; a skill of the company, a team and a service zone. */
  absenceId: string;
  unitAbsenceId: string;
  clockingId: string;
  skillId: string;
  teamId: string;
  serviceZoneId: string;
  typeId: string;
  /** A portal action of the type. */
  actionId: string;
  /** Another, by which customers write. */
  messageActionId: string;
  /** One by which a document of the unit is signed. */
  signActionId: string;
  /** A key of another system with every right, and its id. */
  apiKey: string;
  apiKeyId: string;
  /** The unit's technician, and somebody who is invited. */
  staffUserId: string;
  invitationId: string;
  tenants: Tenant[];
  /** Role -> cookie of somebody who has this role here and none elsewhere; in the first unit only. */
  staff: Record<StaffRole, string>;
}

/** A PNG of one pixel. */
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export type Made = Awaited<ReturnType<typeof openTestCore>>;

/** A unit of a company, with its customers, technician and staff. */
export async function makeUnit(test: Made, companyId: string, slug: string): Promise<Unit> {
  const make = setUp(test.core);
  const canary = `canary-${slug}`;
  const { businessUnitId } = await make.businessUnit({
    companyId,
    slug,
    name: `${canary}-unit`,
    zone: 'Europe/Vaduz',
    languages: ['en'],
    defaultLanguage: 'en',
    welcome: { en: `${canary}-welcome` },
    contactEmail: `office@${slug}.example`,
  });
  const logo = createHash('sha256').update(canary).digest('hex');
  await contextOf(test.core).db.write(async (tx) => {
    await storeLogo(tx, { businessUnitId, hash: logo, picture: onePixel, createdAt: test.clock.now() });
    const opened = { customersEditAddresses: true, customersSeeClockings: true };
    await updateBusinessUnit(tx, companyId, businessUnitId, 1, { logo, ...opened });
  });
  const staff = {} as Unit['staff'];
  let staffUserId = '';
  let invitationId = '';
  let importId = '';
  const first = slug === 'north-a';
  for (const role of first ? staffRoles : (['administrator', 'technician'] as const)) {
    const user = await make.staffUser({
      companyId,
      name: `${canary}-${role}`,
      email: `${role}@${slug}.example`,
      language: 'en',
      roles: [{ businessUnitId, role }],
    });
    if (role === 'technician') ({ staffUserId } = user);
    if (role === 'administrator') {
      const scope = staffScope({ companyId, businessUnitId }, user.staffUserId, [role]);
      ({ importId } = await test.core.imports.create(scope, {
        target: 'customers',
        fileName: `${canary}-file.csv`,
      }));
      const bytes = new TextEncoder().encode(`reference,${canary}-column\nR-1,${canary}-cell\n`);
      await test.core.imports.addPiece(scope, { importId, number: 0, bytes });
      await test.core.imports.finishUpload(scope, { importId, size: bytes.length });
      const invited = {
        email: `invited@${slug}.example`,
        language: 'en',
        roles: [{ businessUnitId, role }],
      } as const;
      ({ invitationId } = await test.core.staff.invite(scope, {
        ...invited,
        roles: [...invited.roles],
        idempotencyKey: canary,
      }));
    }
    if (first) staff[role] = await staffCookie(test, user);
  }
  const hours = [{ from: '08:00', to: '17:00' }];
  const technician = await make.technician({
    companyId,
    businessUnitIds: [businessUnitId],
    staffUserId,
    name: `${canary}-technician`,
    colour: '#1f5f8b',
    base: { label: `${canary}-base`, lon: 9.5209, lat: 47.141 },
    zone: 'Europe/Vaduz',
    weeklyHours: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours },
    skills: {},
  });
  const type = await make.activityType({
    businessUnitId,
    reference: 'SERVICE',
    name: { en: `${canary}-type` },
    duration: 1800,
    notice: 3600,
    horizonDays: 14,
    skills: {},
    maximumReschedules: 20,
    actions: { book: {}, reschedule: {}, cancel: {} },
  });
  const display = {
    ...plainDisplay,
    shownFields: [{ form: 'customer' as const, code: 'flagged', label: {} }],
  };
  // Past the use case, so that the type's revision stays the first.
  await contextOf(test.core).db.write((tx) => tx.update(tx.tables.activityType).set({ display }));
  const { technicians } = test.core;
  const system = await make.systemScope(businessUnitId);
  const { actions } = await test.core.portalActions.page(system, type.activityTypeId);
  const [action] = actions;
  const { actionId: signActionId } = await test.core.portalActions.save(system, {
    ...plainAction('sign'),
    activityTypeId: type.activityTypeId,
    label: { en: `${canary}-document` },
    document: { en: `${canary}-words` },
  });
  const { technicianId } = technician;
  const absence = {
    from: '2027-01-20T12:00',
    to: '2027-01-20T13:00',
    reason: `${canary}-reason`,
    repeat: null,
  };
  const { absenceId } = await technicians.saveAbsence(system, { ...absence, technicianId });
  const { absenceId: unitAbsenceId } = await technicians.saveUnitAbsence(system, {
    ...absence,
    activityTypeId: null,
  });
  const clockingId = randomUUID();
  await contextOf(test.core).db.write((tx) =>
    insertRows(tx, 'clocking', [
      {
        ...{ id: clockingId, companyId, businessUnitId, technicianId },
        ...{ startedAt: 1_799_395_200, endedAt: 1_799_398_800, createdAt: 1_799_398_800 },
      },
    ]),
  );
  const { skillId } = await technicians.saveSkill(system, {
    // The company's: both its units read it.
    code: `SKILL ${slug}`,
    name: { en: 'Skill' },
  });
  await test.core.forms.save(system, {
    activityTypeId: type.activityTypeId,
    purpose: 'activity',
    revision: 0,
    definition: boilerForm(),
    deletions: {},
  });
  const { actionId: messageActionId } = await test.core.portalActions.save(system, {
    ...plainAction('message'),
    activityTypeId: type.activityTypeId,
    place: 'both',
    label: { en: `${canary}-write` },
    tellCustomer: false,
  });
  const { teamId } = await technicians.saveTeam(system, {
    name: `${canary}-team`,
    leaderId: null,
    technicianIds: [technicianId],
  });
  const { serviceZoneId } = await test.core.serviceZones.save(system, {
    name: `${canary}-zone`,
    colour: '#1f5f8b',
    area: null,
    active: true,
    technicianIds: [],
  });
  const { key: apiKey, apiKeyId } = await test.core.apiKeys.create(system, {
    name: `${canary}-system`,
    description: `${canary}-system-description`,
    rights: [...apiRights],
    activityTypeIds: null,
    lastDay: null,
  });
  const unit = {
    companyId,
    businessUnitId,
    slug,
    canary,
    logo,
    calendarId: await makeCalendar(test, companyId, technicianId, canary),
    importId,
    technicianId,
    absenceId,
    unitAbsenceId,
    clockingId,
    skillId,
    teamId,
    serviceZoneId,
    typeId: type.activityTypeId,
    actionId: action!.id,
    messageActionId,
    signActionId,
    apiKey,
    apiKeyId,
    staffUserId,
    invitationId,
  };
  const tenants: Tenant[] = [];
  for (let n = 0; n < 3; n++) tenants.push(await makeTenant(test, unit, n));
  return { ...unit, tenants, staff };
}

async function makeCalendar(
  test: Made,
  companyId: string,
  technicianId: string,
  canary: string,
): Promise<string> {
  const { db, ids, keys } = contextOf(test.core);
  const [id, now] = [ids.newId(), test.clock.now()];
  const nowhere = { kind: 'ical', url: 'http://127.0.0.1/' };
  await db.write((tx) =>
    insertRows(tx, 'externalCalendar', [
      {
        id,
        companyId,
        technicianId,
        kind: 'ical',
        name: `${canary}-calendar`,
        host: '127.0.0.1',
        sealed: keys.seal('external-calendar', JSON.stringify(nowhere), id),
        staleAfter: 7 * 86_400,
        lastReadAt: now,
        staleAt: now + 400 * 86_400,
        lastTriedAt: now - 60,
        nextReadAt: now + 400 * 86_400,
        createdAt: now,
      },
    ]),
  );
  return id;
}

async function staffCookie({ core, clock }: Made, user: MadeStaffUser): Promise<string> {
  const network = '203.0.113.1';
  const first = await core.staff.signIn({ email: user.email, password: user.password, network });
  if (first.kind !== 'second-factor') throw new Error(`${user.email}: ${first.kind}`);
  const code = await generate({ secret: user.totpSecret, epoch: clock.now() });
  const second = await core.staff.secondFactor({ token: first.token, code, network });
  if (second.kind !== 'signed-in') throw new Error(`${user.email}: ${second.kind}`);
  return `itinera_staff=${second.sessionToken}`;
}
