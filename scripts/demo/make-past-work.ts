import type { Closing, Core } from '@itinera/core';
import type { MadeCustomer } from '@itinera/core/set-up';
import { serviceZones } from './company.ts';
import type { DemoCustomer } from './customers.ts';
import { at, dateFrom, startOfDay, weekday } from './dates.ts';
import type { DemoOrganisation } from './make-organisation.ts';
import { boilerPhoto, drawnSignature } from './pictures.ts';
import type { DemoSite } from './plan-visits.ts';
import { closedNow, type DemoDesk, type PlannedVisit } from './work-desk.ts';

/** A customer with where their work is done. */
interface Customer {
  made: MadeCustomer;
  invented: DemoCustomer;
}

/** Boiler services of the last workdays: for whom, so many workdays ago, and what was said at the door. */
const services: readonly {
  language: DemoCustomer['language'];
  ago: number;
  closing: Partial<Closing>;
  photo?: boolean;
  signature?: 'drawn' | 'typed';
}[] = [
  {
    ...{ language: 'en', ago: 5, photo: true, signature: 'drawn' },
    closing: { comment: 'Cleaned and measured. The valve was replaced.', answers: { pressure: 1.6 } },
  },
  {
    ...{ language: 'it', ago: 4, photo: true },
    closing: { comment: 'Bruciatore pulito, valori in ordine.', answers: { pressure: 2.5 } },
  },
  {
    ...{ language: 'fr', ago: 3 },
    closing: {
      ...{ result: 'ko', reason: 'no-access', comment: 'La cave était fermée.' },
      answers: { comment: 'La cave était fermée à clé.' },
    },
  },
  {
    ...{ language: 'en', ago: 2, signature: 'typed' },
    closing: { comment: 'Everything in order.', answers: { pressure: 1.8 } },
  },
];

/**
 * What the technician who can sign in did on the last workdays, as it happened: boiler services with their reports, one piece
 * of work that waits for a supervisor, and a closing that came too late, because the office had moved the visit.
 * @returns the customers who have a report
 */
export async function makePastWork(
  desk: DemoDesk,
  { types }: Pick<DemoOrganisation, 'types'>,
  customers: readonly Customer[],
  today: number,
): Promise<Set<string>> {
  const { core, scope, clock } = desk;
  const now = clock.now();
  const days = Array.from({ length: 14 }, (_, n) => -1 - n).filter((day) => weekday(today, day) < 6);
  const [service, , , inspection] = types;
  const free = customers.filter(({ invented }) => isNear(invented));
  const take = (language?: string): Customer | undefined => {
    const index = free.findIndex(({ invented }) => !language || invented.language === language);
    return index < 0 ? undefined : free.splice(index, 1)[0];
  };
  /** Known two days before, as all work of the type must be. */
  const visit = async (customer: Customer | undefined, typeId: string, ago: number) => {
    if (!customer) return undefined;
    clock.set(startOfDay(today, days[ago - 1]! - 3));
    return desk.planned(siteOf(customer), typeId, dateFrom(today, days[ago - 1]!));
  };
  const reported = new Set<string>();
  for (const one of services) {
    const customer = take(one.language);
    const planned = await visit(customer, service!.id, one.ago);
    if (!customer || !planned) continue;
    await answerBefore(core, scope, planned.interventionId);
    await closeService(desk, planned, one, customer.invented.contact);
    reported.add(customer.made.customerId);
  }

  await core.catalogue.save(scope, {
    ...{ activityTypeId: inspection!.id, revision: 1 },
    changes: { supervisedClosing: true },
  });
  const looked = await visit(take(), inspection!.id, 1);
  if (looked) {
    clock.set(looked.start + 300);
    await desk.say(looked.interventionId, 'started');
    clock.set(looked.start + 1800);
    const comment = 'The chimney needs a new lining: see the offer.';
    const closing = closedNow(looked.start + 300, clock.now(), { comment });
    await desk.say(looked.interventionId, 'closed', { closing });
  }

  const customer = take();
  const late = await visit(customer, service!.id, 1);
  const asked = customer && { activityTypeId: service!.id, addressId: siteOf(customer).addressId };
  if (late && asked) await closeTooLate(desk, late, asked, today);
  clock.set(now);
  return reported;
}

/** What customers were asked before; the portal shows a part of it beside the visit. */
async function answerBefore(core: Core, scope: DemoDesk['scope'], interventionId: string): Promise<void> {
  await core.forms.answerVisit(scope, {
    ...{ interventionId, purpose: 'activity', mode: 'final', version: 1, revision: 0 },
    answers: { radiators: 9, fuel: 'gas', bled_before: false },
    idempotencyKey: `demo-before-${interventionId}`,
  });
}

async function closeService(
  desk: DemoDesk,
  { interventionId, start }: PlannedVisit,
  { closing, photo, signature }: (typeof services)[number],
  contact: string,
): Promise<void> {
  const { core, clock } = desk;
  clock.set(start - 600);
  await desk.say(interventionId, 'on-the-way');
  clock.set(start + 240);
  await desk.say(interventionId, 'started');
  clock.set(start + 55 * 60);
  const answers: Record<string, unknown> = { ...closing.answers };
  if (photo) answers['photos'] = [await desk.send(interventionId, 'photos', 'boiler.png', boilerPhoto(0.4))];
  const drawing =
    signature === 'drawn' ? await desk.send(interventionId, 'signed', 's.png', drawnSignature(6)) : null;
  if (signature) answers['signed'] = { name: contact, drawing };
  const said = closedNow(start + 240, clock.now(), { ...closing, answers, version: 1 });
  await desk.say(interventionId, 'closed', { closing: said });
  // The report is made and sent at once, as the worker would have.
  while ((await core.jobs.runDue('demo')) > 0);
}

/** The phone had no network, and meanwhile the office gave the visit another time. */
async function closeTooLate(
  desk: DemoDesk,
  { interventionId, start }: PlannedVisit,
  asked: { activityTypeId: string; addressId: string },
  today: number,
): Promise<void> {
  const { core, scope, clock } = desk;
  const seen = await desk.seen(interventionId);
  clock.set(start - 1800);
  const { offers } = await core.availability.assist(scope, {
    ...asked,
    ...{ from: dateFrom(today, 2), days: 7 },
  });
  const [offer] = offers;
  if (!offer) return;
  const { date, start: from, end, technician } = offer;
  await core.bookings.plan(scope, {
    ...{ interventionId, date, start: from, end, technicianId: technician.id, revision: 2 },
    idempotencyKey: 'demo-late-move',
  });
  clock.set(Math.max(start + 5400, at(today, -1, 17)));
  const closing = closedNow(start + 300, start + 3300, {
    ...{ comment: 'Done before I saw that it was moved.', answers: { pressure: 1.7 }, version: 1 },
  });
  await desk.say(interventionId, 'closed', { closing, seen, at: start + 3300 });
}

function siteOf({ made: { customerId, addressIds } }: Customer): DemoSite {
  return { customerId, addressId: addressIds[0]! };
}

/** Whether the first site is where the technician comes to. */
function isNear({ sites }: DemoCustomer): boolean {
  const [, , [, north]] = serviceZones[0].area;
  return sites[0]!.place.lat < north - 0.01;
}
