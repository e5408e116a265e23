import type { setUp } from '@itinera/core/set-up';
import { absences, activityTypes, skills, technicians, zone } from './company.ts';
import { startOfDay } from './dates.ts';
import type { DemoPlace } from './places.ts';

type SetUp = ReturnType<typeof setUp>;

/** How one member of staff of the demo signs in. */
export interface DemoStaff {
  email: string;
  password: string;
  totpUri: string;
  name: string;
  role: string;
}

export interface DemoOrganisation {
  businessUnitId: string;
  staff: DemoStaff[];
  administratorId: string;
  supervisorId: string;
  /** Of the one technician who can sign in, the first. */
  technicianUserId: string;
  technicianIds: string[];
  types: { id: string; share: number; duration: number; bookable: boolean }[];
}

const office = [
  { name: 'Ada Admin', email: 'ada@staff.example', role: 'administrator' },
  { name: 'Sam Supervisor', email: 'sam@staff.example', role: 'supervisor' },
  { name: 'Cleo Calls', email: 'cleo@staff.example', role: 'call-agent' },
] as const;

/** Company, business unit, staff, technicians and activity types. `homes`: one real place for each technician. */
export async function makeOrganisation(
  make: SetUp,
  homes: readonly DemoPlace[],
  now: number,
): Promise<DemoOrganisation> {
  const { companyId } = await make.company({ name: 'Warmluft Nirgendwo AG (demo)' });
  const { businessUnitId } = await make.businessUnit({
    companyId,
    slug: 'demo',
    name: 'Warmluft Nirgendwo (demo)',
    zone,
    languages: ['en', 'it', 'fr', 'pt-BR'],
    defaultLanguage: 'en',
    welcome: {
      en: 'Heating and ventilation, looked after. This company is invented; the roads are real.',
      it: 'Riscaldamento e ventilazione, in buone mani. Questa ditta è inventata; le strade sono vere.',
      fr: 'Chauffage et ventilation, entre de bonnes mains. Cette entreprise est inventée ; les routes sont réelles.',
      'pt-BR': 'Aquecimento e ventilação, bem cuidados. Esta empresa é inventada; as estradas são reais.',
    },
    contactEmail: 'office@staff.example',
    contactPhone: '+423 234 56 78',
    accentColour: '#0b6e6e',
    channels: ['email', 'sms'],
  });
  await make.skills({ companyId, skills: skills.map(({ code, name }) => ({ code, name })) });

  const staff: DemoStaff[] = [];
  const makeStaff = async (name: string, email: string, role: DemoRole): Promise<string> => {
    const made = await make.staffUser({
      companyId,
      name,
      email,
      language: 'en',
      roles: [{ businessUnitId, role }],
    });
    staff.push({ email, password: made.password, totpUri: made.totpUri, name, role });
    return made.staffUserId;
  };
  const officeIds: string[] = [];
  for (const { name, email, role } of office) officeIds.push(await makeStaff(name, email, role));

  const technicianIds: string[] = [];
  let technicianUserId = '';
  for (const [index, technician] of technicians.entries()) {
    const home = homes[index];
    if (home === undefined) throw new RangeError('makeOrganisation needs a home for every technician');
    const email = `${technician.name.split(' ')[0]!.toLowerCase()}@staff.example`;
    // One technician can sign in; the others have no account yet.
    if (index === 0) technicianUserId = await makeStaff(technician.name, email, 'technician');
    const { technicianId } = await make.technician({
      companyId,
      businessUnitIds: [businessUnitId],
      staffUserId: index === 0 ? technicianUserId : null,
      name: technician.name,
      colour: technician.colour,
      base: { label: `${home.line1}, ${home.postalCode} ${home.city}`, lon: home.lon, lat: home.lat },
      zone,
      weeklyHours: Object.fromEntries(
        Object.entries(technician.week).map(([day, hours]) => [day, [...hours]]),
      ),
      skills: { ...technician.skills },
      absences: absences
        .filter((absence) => absence.technician === index)
        .map(({ from, to, reason }) => ({
          startsAt: startOfDay(now, from),
          endsAt: startOfDay(now, to + 1),
          reason,
        })),
    });
    technicianIds.push(technicianId);
  }

  const types: DemoOrganisation['types'] = [];
  for (const [position, { share, book, skills: needed, ...type }] of activityTypes.entries()) {
    const { activityTypeId } = await make.activityType({
      ...type,
      businessUnitId,
      position,
      step: 1800,
      // Half the window is left for a morning that runs late.
      slack: type.width / 2,
      holdSeconds: 600,
      maximumReschedules: 2,
      skills: Object.fromEntries(needed.map(({ code, level }) => [code, level])),
      actions: {
        ...(book && { book: { minimumNotice: 0 } }),
        reschedule: { minimumNotice: 24 * 3600 },
        cancel: { minimumNotice: 12 * 3600 },
      },
    });
    types.push({ id: activityTypeId, share, duration: type.duration, bookable: book });
  }
  // The office begins with who administers.
  const [administratorId, supervisorId] = [officeIds[0]!, officeIds[1]!];
  return { businessUnitId, staff, administratorId, supervisorId, technicianUserId, technicianIds, types };
}

type DemoRole = 'administrator' | 'supervisor' | 'technician' | 'call-agent';
