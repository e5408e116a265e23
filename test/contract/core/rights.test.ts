import type { Core, StaffRole } from '@itinera/core';
import { permits, staffRoles } from '@itinera/core/shared';
import { setUp, useCaseRights, type StaffUseCase } from '@itinera/core/set-up';
import { generate } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../fixtures/small-company.ts';

let town: TestCore;
let small: SmallCompany;
beforeAll(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
});
afterAll(() => town.close());

const all: readonly StaffRole[] = staffRoles;
const seesPlan = all.filter((role) => role !== 'technician' && role !== 'team-leader');
const seesCustomers = seesPlan.filter((role) => role !== 'technical-administrator');
const administrates: StaffRole[] = ['administrator'];
const configures: StaffRole[] = ['administrator', 'technical-administrator'];
const managesAccesses: StaffRole[] = ['administrator', 'supervisor'];
/** Technicians their own alone. */
const managesCalendars: StaffRole[] = ['administrator', 'supervisor', 'technician', 'team-leader'];
const supervises: StaffRole[] = ['administrator', 'supervisor'];
const managesTechnicians = managesAccesses;
const managesSkills: StaffRole[] = ['administrator', 'technical-administrator', 'supervisor'];
const managesCustomers: StaffRole[] = [
  'administrator',
  'supervisor',
  'sales-supervisor',
  'call-supervisor',
  'call-agent',
];
const plans: StaffRole[] = ['administrator', 'supervisor', 'call-supervisor', 'call-agent'];

/** Who may use what, written here once more and on purpose: what the data allows must be what was meant. */
const meant: Record<StaffUseCase, readonly StaffRole[]> = {
  'businessUnits.settings': configures,
  'businessUnits.save': configures,
  'businessUnits.uploadLogo': configures,
  'businessUnits.uploadedLogo': configures,
  'apiKeys.list': configures,
  'apiKeys.create': configures,
  'apiKeys.edit': configures,
  'apiKeys.revoke': configures,
  'apiKeys.calls': configures,
  'staff.list': administrates,
  'staff.invite': administrates,
  'staff.resendInvitation': administrates,
  'staff.revokeInvitation': administrates,
  'staff.setRole': administrates,
  'staff.setStatus': administrates,
  'staff.endSessions': administrates,
  'staff.renewSignIn': administrates,
  'customers.search': seesCustomers,
  'customers.page': seesCustomers,
  'customers.record': seesCustomers,
  'customers.recordOptions': seesCustomers,
  'customers.createPreset': managesCustomers,
  'customers.presets': configures,
  'customers.savePresets': configures,
  'customers.create': managesCustomers,
  'customers.edit': managesCustomers,
  'customers.addContact': managesCustomers,
  'customers.editContact': managesCustomers,
  'customers.removeContact': managesCustomers,
  'customers.duplicates': managesCustomers,
  'customers.duplicatesOf': managesCustomers,
  'customers.part': managesCustomers,
  'customers.mergePreview': managesCustomers,
  'customers.merge': managesCustomers,
  'customers.setStatus': managesCustomers,
  'addresses.list': seesCustomers,
  'addresses.save': managesCustomers,
  'addresses.locate': managesCustomers,
  'addresses.suggest': [...managesCustomers, 'technician', 'team-leader'],
  'addresses.check': managesCustomers,
  'addresses.notLocated': seesCustomers,
  'planningRules.read': seesCustomers,
  'planningRules.save': managesCustomers,
  'accesses.list': managesAccesses,
  'accesses.page': managesAccesses,
  'accesses.overview': managesAccesses,
  'accesses.create': managesAccesses,
  'accesses.giveToContact': managesAccesses,
  'accesses.edit': managesAccesses,
  'accesses.setEnabled': managesAccesses,
  'accesses.setEveryEnabled': managesAccesses,
  'accesses.setNewEnabled': managesAccesses,
  'accesses.invite': managesAccesses,
  'accesses.reopenSignIn': managesAccesses,
  'accesses.delete': managesAccesses,
  'accessSignIn.endSessions': managesAccesses,
  'accessSignIn.permanentLink': managesAccesses,
  'accessSignIn.makePermanentLink': managesAccesses,
  'accessSignIn.revokePermanentLink': managesAccesses,
  'accessSignIn.smsUsage': seesCustomers,
  'personalData.page': administrates,
  'personalData.setRetention': administrates,
  'personalData.customerOutlook': administrates,
  'personalData.accessOutlook': administrates,
  'personalData.exportCustomer': administrates,
  'personalData.exportAccess': administrates,
  'personalData.eraseCustomer': administrates,
  'personalData.eraseAccess': administrates,
  'imports.list': administrates,
  'imports.page': administrates,
  'imports.preview': administrates,
  'imports.lines': administrates,
  'imports.resultFile': administrates,
  'imports.create': administrates,
  'imports.addPiece': administrates,
  'imports.finishUpload': administrates,
  'imports.setLayout': administrates,
  'imports.start': administrates,
  'imports.cancel': administrates,
  'imports.undo': administrates,
  'imports.discard': administrates,
  'imports.exportFile': administrates,
  'previews.grant': plans,
  'reports.ofVisit': all,
  'reports.makeAgain': supervises,
  'reports.delivered': supervises,
  'work.latestChange': all,
  'work.page': all,
  'work.close': [...supervises, 'technician', 'team-leader'],
  'work.correct': supervises,
  'work.decideLate': supervises,
  'work.step': [...supervises, 'technician', 'team-leader'],
  'interventions.portalCard': configures,
  'interventions.actionCard': configures,
  'catalogue.list': seesPlan,
  'catalogue.page': seesPlan,
  'catalogue.create': configures,
  'catalogue.save': configures,
  'catalogue.undo': configures,
  'catalogue.copy': configures,
  'catalogue.exportFile': configures,
  'catalogue.importFile': configures,
  'catalogue.gallery': configures,
  'catalogue.takeFromGallery': configures,
  'catalogue.uploadLogo': configures,
  'catalogue.uploadedLogo': all,
  'catalogue.activityTypes': seesPlan,
  'portalActions.page': seesPlan,
  'portalActions.samples': configures,
  'portalActions.try': configures,
  'portalActions.save': configures,
  'portalActions.remove': configures,
  'portalActions.order': configures,
  'portalActions.undo': configures,
  'files.upload': [...plans, 'technician', 'team-leader'],
  'files.withdraw': [...plans, 'technician', 'team-leader'],
  'files.read': all,
  'files.remove': [...plans, 'technician', 'team-leader'],
  'forms.page': seesPlan,
  'forms.save': configures,
  'forms.history': seesPlan,
  'forms.undo': configures,
  'forms.ofVisit': all,
  'forms.allOfVisit': all,
  'forms.answerVisit': [...plans, 'technician', 'team-leader'],
  'forms.ofCustomer': seesCustomers,
  'forms.answerCustomer': managesCustomers,
  'requests.list': seesPlan,
  'requests.count': seesPlan,
  'requests.close': plans,
  'teams.technicians': all,
  'calendars.list': managesCalendars,
  'calendars.add': managesCalendars,
  'calendars.startGrant': managesCalendars,
  'calendars.finishGrant': managesCalendars,
  'calendars.edit': managesCalendars,
  'calendars.remove': managesCalendars,
  'calendars.readNow': managesCalendars,
  'feeds.state': managesCalendars,
  'feeds.make': managesCalendars,
  'feeds.revoke': managesCalendars,
  'technicians.overview': managesSkills,
  'technicians.record': managesTechnicians,
  'technicians.create': managesTechnicians,
  'technicians.saveProfile': managesTechnicians,
  'technicians.saveHours': managesTechnicians,
  'technicians.saveAbsence': managesTechnicians,
  'technicians.deleteAbsence': managesTechnicians,
  'technicians.saveUnitAbsence': managesTechnicians,
  'technicians.deleteUnitAbsence': managesTechnicians,
  'technicians.saveSkill': managesSkills,
  'technicians.saveTeam': managesTechnicians,
  'technicians.deleteTeam': managesTechnicians,
  'attendance.own': all,
  'attendance.clockIn': all,
  'attendance.clockOut': all,
  'attendance.correctOwn': all,
  'attendance.month': managesTechnicians,
  'attendance.correct': managesTechnicians,
  'attendance.add': managesTechnicians,
  'attendance.exportFile': managesTechnicians,
  'ownTechnician.page': all,
  'ownTechnician.save': all,
  'ownTechnician.delegate': all,
  'ownDay.page': all,
  'serviceZones.list': seesCustomers,
  'serviceZones.save': managesTechnicians,
  'technicians.calendar': all,
  'interventions.list': all,
  'documents.decided': all,
  'interventions.page': all,
  'interventions.attention': seesPlan,
  'interventions.create': plans,
  'interventions.setAssignment': plans,
  'interventions.setConfirmed': plans,
  'availability.assist': plans,
  'availability.routeDay': all,
  'bookings.acceptTime': plans,
  'bookings.declineTime': plans,
  'handingOver.propose': plans,
  'handingOver.accept': plans,
  'bookings.cancel': plans,
  'bookings.plan': plans,
  'bookings.planByHand': plans,
};
const useCases = Object.keys(useCaseRights) as StaffUseCase[];

/** How a use case, asked with nothing of use, answers somebody with these roles. */
async function answer(core: Core, useCase: StaffUseCase, roles: readonly StaffRole[]): Promise<string> {
  const [group = '', name = ''] = useCase.split('.');
  const call = (core as unknown as Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>)[
    group
  ]?.[name];
  if (!call) throw new Error(`${useCase} is no use case`);
  const scope = staffScope(small, small.supervisor.staffUserId, roles);
  try {
    await call(scope, {}, '2027-01-12');
    return 'done';
  } catch (error) {
    const { code, reason, message } = error as { code?: string; reason?: string; message: string };
    return reason === 'role' && message.includes('takes the permission') ? 'refused' : (code ?? message);
  }
}

test('CAD-US-01 S27 every use case that takes a staff scope × every role: refused exactly where it is meant', async () => {
  expect(useCases.sort()).toEqual(Object.keys(meant).sort());
  const [wrong, counts]: [string[], Record<string, number>] = [[], { allowed: 0, refused: 0 }];
  for (const useCase of useCases)
    for (const role of staffRoles) {
      const refused = (await answer(town.core, useCase, [role])) === 'refused';
      counts[refused ? 'refused' : 'allowed']! += 1;
      if (refused === meant[useCase].includes(role)) wrong.push(`${useCase} ${role}`);
      expect(useCaseRights[useCase].some((one) => permits([role], one))).toBe(!refused);
    }
  console.log(`rights: ${useCases.length} use cases × ${staffRoles.length} roles`, counts);
  expect(wrong).toEqual([]);
  expect(counts['refused']).toBeGreaterThan(20);
});

test('nobody without a role may anything', async () => {
  for (const useCase of useCases) expect(await answer(town.core, useCase, []), useCase).toBe('refused');
});

test('CAD-US-02 supervisor in one unit, technician in another: rights follow the unit in view', async () => {
  const make = setUp(town.core);
  const { companyId, businessUnitId } = small;
  const { businessUnitId: sibling } = await make.businessUnit({
    companyId,
    slug: 'balzers',
    name: 'Balzers Heating',
    zone: 'Europe/Vaduz',
    languages: ['en'],
    defaultLanguage: 'en',
  });
  const user = await make.staffUser({
    companyId,
    name: 'Tina Sample',
    email: 'tina@vaduz-heating.example',
    language: 'en',
    roles: [
      { businessUnitId, role: 'supervisor' },
      { businessUnitId: sibling, role: 'technician' },
    ],
  });
  const session = await town.core.staff.session(await signedIn(user));
  const here = session!.scope(businessUnitId);
  const there = session!.scope(sibling);
  expect((await town.core.customers.search(here, { withInactive: true })).total).toBe(3);
  await expect(town.core.customers.search(there, {})).rejects.toMatchObject({
    code: 'not-allowed',
    reason: 'role',
  });
  expect(await town.core.interventions.list(there, {})).toMatchObject({ total: 0 });
});

async function signedIn(user: { email: string; password: string; totpSecret: string }): Promise<string> {
  const network = '192.0.2.1';
  const first = await town.core.staff.signIn({ email: user.email, password: user.password, network });
  if (first.kind !== 'second-factor') throw new Error(first.kind);
  const code = await generate({ secret: user.totpSecret, epoch: town.clock.now() });
  const second = await town.core.staff.secondFactor({ token: first.token, code, network });
  if (second.kind !== 'signed-in') throw new Error(second.kind);
  return second.sessionToken;
}
