import type { Core } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import { inventCustomers } from './customers.ts';
import { dateFrom, startOfDay } from './dates.ts';
import { fillRecords } from './fill-records.ts';
import { demoCalendar } from './demo-web.ts';
import type { DemoClock } from './demo-clock.ts';
import { makeAttendance } from './make-attendance.ts';
import { makeDay } from './make-day.ts';
import { makeActions } from './make-actions.ts';
import { makeDocuments } from './make-documents.ts';
import { makeForms } from './make-forms.ts';
import { makeHistory } from './make-history.ts';
import { makeMessage } from './make-message.ts';
import { makeOrganisation, type DemoStaff } from './make-organisation.ts';
import { makePastWork } from './make-past-work.ts';
import { makeRound } from './make-round.ts';
import { placesOf, readMatrix } from './places.ts';
import { leaveUnplanned, planVisits } from './plan-visits.ts';
import { showRecords } from './show-records.ts';
import { openDemoDesk } from './work-desk.ts';
import { createRandom } from './random.ts';
import { dayOff, serviceZones, teams, technicians } from './company.ts';

/** How to sign in to the demo. Passwords and second factors are random and told only here. */
export interface DemoAccounts {
  portal: { email: string; phone?: string; name: string; note?: string }[];
  staff: DemoStaff[];
}

/**
 * Makes the demo company in an empty store: one business unit, six technicians, 120 customers on real addresses, three
 * weeks of visits placed by the planner, a year of history, what was said at the door up to now. The same everywhere, relative to today; only passwords and
 * second factors are random.
 * @param core one whose `web` is `demoWeb`
 * @param clock the core's own; it ends where it began
 */
export async function makeDemo(
  core: Core,
  { clock, dataFolder }: { clock: DemoClock; dataFolder: string },
): Promise<DemoAccounts> {
  const now = clock.now();
  const random = createRandom(20_240_304);
  const make = setUp(core);
  const places = placesOf(await readMatrix(dataFolder));
  const homes = places.slice(0, technicians.length);
  // Everything was known to the office a day before today began, so today has its route too.
  const yesterday = startOfDay(now, -1);

  const organisation = await makeOrganisation(make, homes, now);
  const { businessUnitId, staff } = organisation;
  await makeTeams(core, businessUnitId, organisation.technicianIds, now);
  const invented = inventCustomers(places.slice(technicians.length), random);
  const customers = await make.customers({
    businessUnitId,
    customers: invented.map((customer) => ({
      name: customer.name,
      kind: customer.kind,
      email: customer.email,
      language: customer.language,
      addresses: customer.sites.map(({ label, place }) => ({
        label,
        line1: place.line1,
        postalCode: place.postalCode,
        city: place.city,
        country: 'LI',
        lon: place.lon,
        lat: place.lat,
        contactName: customer.contact,
      })),
      accesses: [{ name: customer.contact, email: customer.email, language: customer.language }],
    })),
  });
  // The text messages of a demo stay in the local mailbox.
  const manager = { name: 'Mira Hausverwaltung', email: 'mira@customers.example', phone: '+423660200100' };
  await make.sharedAccess({
    businessUnitId,
    customerIds: customers.slice(3, 8).map(({ customerId }) => customerId),
    ...manager,
    language: 'en',
  });

  const sites = customers.flatMap(({ customerId, addressIds }) =>
    addressIds.map((addressId) => ({ customerId, addressId })),
  );
  const scope = await make.systemScope(businessUnitId);
  const [service, repair, installation] = organisation.types;
  await makeForms(core, scope, { service: service!.id, repair: repair!.id });
  const { messageId } = await makeActions(core, scope, service!.id);
  await makeDocuments(core, scope, installation!.id);
  await fillRecords(core, scope, customers);
  await makeHistory(make, organisation, random.shuffle(sites).slice(0, 150), random, now);
  const known = customers.map((made, n) => ({ made, invented: invented[n]! }));
  const desk = await openDemoDesk(core, make, organisation, clock);
  const reported = await makePastWork(desk, organisation, known, now);
  const administrator = await make.staffScope({ businessUnitId, staffUserId: organisation.administratorId });
  await core.calendars.add(administrator, {
    technicianId: organisation.technicianIds[3]!,
    kind: 'ical',
    name: 'Family',
    address: demoCalendar,
  });
  clock.set(yesterday);
  const visited = await planVisits(core, scope, organisation, sites, random, now);
  clock.set(now);
  await leaveUnplanned(core, scope, organisation, sites.slice(-6));
  await makeRound(core, scope, sites.at(-7)!);
  await showRecords(core, make, scope, organisation, known.slice(0, 2));
  await makeAttendance(make, organisation, createRandom(20_240_305), now);
  await makeDay(desk, new Map([[service!.id, 1]]));
  const [writer] = customers;
  const person = await make.accessScope({ businessUnitId, accessId: writer!.accessIds[0]! });
  await makeMessage(core, person, { messageId, customerId: writer!.customerId });

  const shown = (language: string) => {
    const all = known.filter(
      ({ made, invented: one }) => one.language === language && visited.has(made.customerId),
    );
    return (all.find(({ made }) => reported.has(made.customerId)) ?? all[0]!).invented;
  };
  const [english, italian] = [shown('en'), shown('it')];
  return {
    portal: [
      { email: english.email, name: english.name, note: 'has visits, and a report of the last' },
      { email: italian.email, name: italian.name, note: 'in Italian' },
      { ...manager, note: 'looks after five customers' },
    ],
    staff,
  };
}

/** Two teams, two service zones, and an afternoon off that comes again. */
async function makeTeams(
  core: Core,
  businessUnitId: string,
  technicianIds: readonly string[],
  now: number,
): Promise<void> {
  const scope = await setUp(core).systemScope(businessUnitId);
  for (const { name, members } of teams)
    await core.technicians.saveTeam(scope, {
      name,
      leaderId: null,
      technicianIds: members.map((index) => technicianIds[index]!),
    });
  for (const { name, colour, members, area } of serviceZones)
    await core.serviceZones.save(scope, {
      ...{ name, colour, active: true },
      area: area.map(([lon, lat]) => [lon, lat]),
      technicianIds: members.map((index) => technicianIds[index]!),
    });
  const first = dateFrom(now, dayOff.from);
  await core.technicians.saveAbsence(scope, {
    technicianId: technicianIds[dayOff.technician]!,
    from: `${first}T13:00`,
    to: `${first}T17:00`,
    reason: dayOff.reason,
    repeat: { unit: 'week', every: 2, count: 6 },
  });
}
