import { postgresKit } from '../engine/kit.postgres.ts';
import { sqliteKit, type Kit } from '../engine/kit.sqlite.ts';
import { defineActionUses } from './action-uses.ts';
import { defineApiKeys } from './api-keys.ts';
import { defineAttendance } from './attendance.ts';
import { defineCalendars } from './calendars.ts';
import { defineCatalogue } from './catalogue.ts';
import { defineCustomerRequests } from './customer-requests.ts';
import { defineCustomerRules } from './customer-rules.ts';
import { defineCustomers } from './customers.ts';
import { defineDays } from './days.ts';
import { defineDocuments } from './documents.ts';
import { defineDuplicates } from './duplicates.ts';
import { defineExternalCalendars } from './external-calendars.ts';
import { defineFiles } from './files.ts';
import { defineForms } from './forms.ts';
import { defineImports } from './imports.ts';
import { defineInterventions } from './interventions.ts';
import { defineOperations } from './operations.ts';
import { defineOrganisation } from './organisation.ts';
import { definePreviews } from './previews.ts';
import { definePresets } from './presets.ts';
import { defineSearch } from './search.ts';
import { defineServiceZones } from './service-zones.ts';
import { defineSignIn } from './sign-in.ts';
import { defineStaff } from './staff.ts';
import { defineTechnicians } from './technicians.ts';
import { defineWork } from './work.ts';

/** Every table, for the engine whose kit is given. */
function defineTables(kit: Kit) {
  const organisation = defineOrganisation(kit);
  const staff = defineStaff(kit, organisation);
  const technicians = defineTechnicians(kit, { ...organisation, ...staff });
  const externalCalendars = defineExternalCalendars(kit, technicians);
  const presets = definePresets(kit, organisation);
  const serviceZones = defineServiceZones(kit, { ...organisation, ...technicians });
  const customers = defineCustomers(kit, { ...organisation, ...staff, ...presets, ...serviceZones });
  const customerRules = defineCustomerRules(kit, { ...technicians, ...customers });
  const search = defineSearch(kit, customers);
  const duplicates = defineDuplicates(kit, { ...customers, ...search, ...staff });
  const signIn = defineSignIn(kit, { ...organisation, ...customers });
  const previews = definePreviews(kit, { ...organisation, ...staff, ...customers });
  const imports = defineImports(kit, { ...organisation, ...staff });
  const catalogue = defineCatalogue(kit, { ...organisation, ...technicians });
  const calendars = defineCalendars(kit, { ...organisation, ...staff, ...technicians, ...catalogue });
  const interventions = defineInterventions(kit, { ...catalogue, ...customers, ...staff });
  const actionUses = defineActionUses(kit, { ...customers, ...interventions });
  const customerRequests = defineCustomerRequests(kit, {
    ...staff,
    ...catalogue,
    ...customers,
    ...interventions,
  });
  const forms = defineForms(kit, {
    ...organisation,
    ...staff,
    ...catalogue,
    ...customers,
    ...interventions,
  });
  const files = defineFiles(kit, { ...staff, ...customers, ...interventions, ...forms });
  const documents = defineDocuments(kit, { ...customers, ...interventions });
  const attendance = defineAttendance(kit, { ...organisation, ...staff, ...technicians, ...interventions });
  const days = defineDays(kit, { ...technicians, ...interventions });
  const apiKeys = defineApiKeys(kit, organisation);
  const work = defineWork(kit, { ...staff, ...interventions, ...apiKeys });
  const operations = defineOperations(kit, { ...organisation, ...interventions });
  return {
    ...organisation,
    ...staff,
    ...technicians,
    ...externalCalendars,
    ...presets,
    ...serviceZones,
    ...customers,
    ...customerRules,
    ...search,
    ...duplicates,
    ...signIn,
    ...previews,
    ...imports,
    ...catalogue,
    ...calendars,
    ...interventions,
    ...actionUses,
    ...customerRequests,
    ...forms,
    ...files,
    ...documents,
    ...attendance,
    ...days,
    ...apiKeys,
    ...work,
    ...operations,
  };
}

export type Tables = ReturnType<typeof defineTables>;
export const sqliteTables: Tables = defineTables(sqliteKit);
export const postgresTables: Tables = defineTables(postgresKit);
