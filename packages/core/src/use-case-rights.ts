import type { Core } from './core.ts';
import type { BusinessUnitScope } from './scopes.ts';
import { ItineraError } from './shared/errors.ts';
import { permits, type Permission } from './shared/permissions.ts';
import { guardUseCases, type UseCaseTaking } from './use-case-guard.ts';

/** Everything in `Core` that takes a staff user's scope. */
export type StaffUseCase = UseCaseTaking<BusinessUnitScope>;

/**
 * What a staff user must be permitted, in the unit in view, to use a use case: one of these. A use case that is missing
 * here does not compile.
 */
export const useCaseRights: Readonly<Record<StaffUseCase, readonly Permission[]>> = {
  'businessUnits.settings': ['configure-unit'],
  'businessUnits.save': ['configure-unit'],
  'businessUnits.uploadLogo': ['configure-unit'],
  'businessUnits.uploadedLogo': ['configure-unit'],
  'staff.list': ['manage-staff'],
  'staff.invite': ['manage-staff'],
  'staff.resendInvitation': ['manage-staff'],
  'staff.revokeInvitation': ['manage-staff'],
  'staff.setRole': ['manage-staff'],
  'staff.setStatus': ['manage-staff'],
  'staff.endSessions': ['manage-staff'],
  'staff.renewSignIn': ['manage-staff'],
  'customers.search': ['see-customers'],
  'customers.page': ['see-customers'],
  'customers.record': ['see-customers'],
  'customers.recordOptions': ['see-customers'],
  'customers.createPreset': ['manage-customers'],
  'customers.create': ['manage-customers'],
  'customers.edit': ['manage-customers'],
  'customers.addContact': ['manage-customers'],
  'customers.editContact': ['manage-customers'],
  'customers.removeContact': ['manage-customers'],
  'customers.duplicates': ['manage-customers'],
  'customers.duplicatesOf': ['manage-customers'],
  'customers.part': ['manage-customers'],
  'customers.mergePreview': ['manage-customers'],
  'customers.merge': ['manage-customers'],
  'customers.setStatus': ['manage-customers'],
  'addresses.list': ['see-customers'],
  'addresses.save': ['manage-customers'],
  'addresses.locate': ['manage-customers'],
  'addresses.suggest': ['manage-customers'],
  'addresses.check': ['manage-customers'],
  'addresses.notLocated': ['see-customers'],
  'planningRules.read': ['see-customers'],
  'planningRules.save': ['manage-customers'],
  'accesses.list': ['manage-accesses'],
  'accesses.page': ['manage-accesses'],
  'accesses.overview': ['manage-accesses'],
  'accesses.create': ['manage-accesses'],
  'accesses.giveToContact': ['manage-accesses'],
  'accesses.edit': ['manage-accesses'],
  'accesses.setEnabled': ['manage-accesses'],
  'accesses.setEveryEnabled': ['manage-accesses'],
  'accesses.setNewEnabled': ['manage-accesses'],
  'accesses.invite': ['manage-accesses'],
  'accesses.reopenSignIn': ['manage-accesses'],
  'accesses.delete': ['manage-accesses'],
  'accessSignIn.endSessions': ['manage-accesses'],
  'accessSignIn.permanentLink': ['manage-accesses'],
  'accessSignIn.makePermanentLink': ['manage-accesses'],
  'accessSignIn.revokePermanentLink': ['manage-accesses'],
  'accessSignIn.smsUsage': ['see-customers'],
  'personalData.page': ['manage-personal-data'],
  'personalData.setRetention': ['manage-personal-data'],
  'personalData.customerOutlook': ['manage-personal-data'],
  'personalData.accessOutlook': ['manage-personal-data'],
  'personalData.exportCustomer': ['manage-personal-data'],
  'personalData.exportAccess': ['manage-personal-data'],
  'personalData.eraseCustomer': ['manage-personal-data'],
  'personalData.eraseAccess': ['manage-personal-data'],
  'imports.list': ['import-data'],
  'imports.page': ['import-data'],
  'imports.preview': ['import-data'],
  'imports.lines': ['import-data'],
  'imports.resultFile': ['import-data'],
  'imports.create': ['import-data'],
  'imports.addPiece': ['import-data'],
  'imports.finishUpload': ['import-data'],
  'imports.setLayout': ['import-data'],
  'imports.start': ['import-data'],
  'imports.cancel': ['import-data'],
  'imports.undo': ['import-data'],
  'imports.discard': ['import-data'],
  'imports.exportFile': ['import-data'],
  'previews.grant': ['preview-portal'],
  'catalogue.activityTypes': ['see-catalogue'],
  'forms.page': ['see-catalogue'],
  'forms.save': ['configure-catalogue'],
  'forms.history': ['see-catalogue'],
  'forms.undo': ['configure-catalogue'],
  'forms.ofVisit': ['see-plan', 'see-own-plan'],
  'forms.answerVisit': ['plan', 'see-own-plan'],
  'forms.ofCustomer': ['see-customers'],
  'forms.answerCustomer': ['manage-customers'],
  'catalogue.list': ['see-catalogue'],
  'catalogue.page': ['see-catalogue'],
  'catalogue.create': ['configure-catalogue'],
  'catalogue.save': ['configure-catalogue'],
  'catalogue.undo': ['configure-catalogue'],
  'catalogue.uploadLogo': ['configure-catalogue'],
  'catalogue.uploadedLogo': ['see-catalogue'],
  'teams.technicians': ['see-plan', 'see-own-plan'],
  'calendars.list': ['manage-calendars', 'see-own-plan'],
  'calendars.add': ['manage-calendars', 'see-own-plan'],
  'calendars.startGrant': ['manage-calendars', 'see-own-plan'],
  'calendars.finishGrant': ['manage-calendars', 'see-own-plan'],
  'calendars.edit': ['manage-calendars', 'see-own-plan'],
  'calendars.remove': ['manage-calendars', 'see-own-plan'],
  'calendars.readNow': ['manage-calendars', 'see-own-plan'],
  'feeds.state': ['manage-calendars', 'see-own-plan'],
  'feeds.make': ['manage-calendars', 'see-own-plan'],
  'feeds.revoke': ['manage-calendars', 'see-own-plan'],
  'technicians.overview': ['manage-technicians', 'manage-skills'],
  'technicians.record': ['manage-technicians'],
  'technicians.create': ['manage-technicians'],
  'technicians.saveProfile': ['manage-technicians'],
  'technicians.saveHours': ['manage-technicians'],
  'technicians.saveAbsence': ['manage-technicians'],
  'technicians.deleteAbsence': ['manage-technicians'],
  'technicians.saveUnitAbsence': ['manage-technicians'],
  'technicians.deleteUnitAbsence': ['manage-technicians'],
  'technicians.saveSkill': ['manage-skills'],
  'technicians.saveTeam': ['manage-technicians'],
  'technicians.deleteTeam': ['manage-technicians'],
  'serviceZones.list': ['see-customers', 'manage-technicians'],
  'serviceZones.save': ['manage-technicians'],
  'technicians.calendar': ['see-plan', 'see-own-plan'],
  'interventions.list': ['see-plan', 'see-own-plan'],
  'interventions.page': ['see-plan', 'see-own-plan'],
  'interventions.attention': ['see-plan'],
  'interventions.portalCard': ['configure-catalogue'],
  'interventions.create': ['plan'],
  'availability.assist': ['plan'],
  'availability.routeDay': ['see-plan', 'see-own-plan'],
  'bookings.cancel': ['plan'],
  'bookings.plan': ['plan'],
};

/**
 * Puts the rights in front of every use case that takes a staff scope; customers and the system are held to the rules
 * of the use case itself. A guarded use case rejects with ItineraError `not-allowed`, reason `role`.
 */
export function guardStaff(core: Core): void {
  guardUseCases(core, useCaseRights, (useCase, allowed, scope) => {
    if ((scope as Partial<BusinessUnitScope>).kind === 'staff')
      requireOneOf(scope as BusinessUnitScope, useCase, allowed);
  });
}

function requireOneOf(scope: BusinessUnitScope, useCase: string, allowed: readonly Permission[]): void {
  if (allowed.some((permission) => permits(scope.roles, permission))) return;
  throw new ItineraError('not-allowed', `${useCase} takes the permission ${allowed.join(' or ')}`, {
    reason: 'role',
  });
}
