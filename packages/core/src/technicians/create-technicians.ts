import type { Bind } from '../context.ts';
import { deleteAbsence, saveAbsence } from './absences.ts';
import { calendar } from './calendar.ts';
import { create as createTechnician } from './create.ts';
import { overview, record } from './read.ts';
import { saveHours } from './save-hours.ts';
import { saveProfile } from './save-profile.ts';
import { delegate, ownTechnician, saveOwnTechnician } from './own-technician.ts';
import { saveServiceZone, serviceZones } from './service-zones.ts';
import { saveSkill } from './skills.ts';
import { deleteTeam, saveTeam } from './teams.ts';
import { deleteUnitAbsence, saveUnitAbsence } from './unit-absences.ts';
import type { OwnTechnicianUseCases } from './own-technician-types.ts';
import type { ServiceZoneUseCases } from './service-zone-types.ts';
import type { TechniciansCore } from './types.ts';

/** The groups of the core about technicians and where they work. */
export function createTechnicians(bind: Bind): {
  technicians: TechniciansCore;
  ownTechnician: OwnTechnicianUseCases;
  serviceZones: ServiceZoneUseCases;
} {
  return {
    technicians: {
      overview: bind(overview),
      record: bind(record),
      create: bind(createTechnician),
      saveProfile: bind(saveProfile),
      saveHours: bind(saveHours),
      saveAbsence: bind(saveAbsence),
      deleteAbsence: bind(deleteAbsence),
      saveUnitAbsence: bind(saveUnitAbsence),
      deleteUnitAbsence: bind(deleteUnitAbsence),
      saveSkill: bind(saveSkill),
      saveTeam: bind(saveTeam),
      deleteTeam: bind(deleteTeam),
      calendar: bind(calendar),
    },
    ownTechnician: { page: bind(ownTechnician), save: bind(saveOwnTechnician), delegate: bind(delegate) },
    serviceZones: { list: bind(serviceZones), save: bind(saveServiceZone) },
  };
}
