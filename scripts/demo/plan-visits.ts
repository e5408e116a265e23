import type { Core, SystemScope } from '@itinera/core';
import { dateFrom, weekday } from './dates.ts';
import type { DemoOrganisation } from './make-organisation.ts';
import type { Random } from './random.ts';

/** Where something can be done, and for whom. */
export interface DemoSite {
  customerId: string;
  addressId: string;
}

const days = 21;
const visits = 300;

/**
 * Three weeks of visits, each placed by the planner among the best offers of a random working day, as a supervisor
 * would with the assistant. A day that has no offer is passed over.
 * @returns the customers who have a visit now, those of the earliest made first
 */
export async function planVisits(
  core: Core,
  scope: SystemScope,
  { types }: DemoOrganisation,
  sites: readonly DemoSite[],
  random: Random,
  today: number,
): Promise<Set<string>> {
  const queue = random.shuffle(sites);
  const dates = Array.from({ length: days }, (_, offset) => offset).filter(
    (offset) => weekday(today, offset) < 7 && (weekday(today, offset) < 6 || offset === 0),
  );
  const visited = new Set<string>();
  for (let visit = 0; visit < visits; visit++) {
    const site = queue[visit % queue.length]!;
    const type = byShare(types, random);
    // The next days are fuller than the third week.
    const date = dateFrom(today, dates[Math.floor(random.next() ** 1.4 * dates.length)]!);
    const request = { activityTypeId: type.id, addressId: site.addressId, from: date, days: 1 };
    const { offers } = await core.availability.assist(scope, request);
    const offer = offers[random.below(Math.min(4, offers.length))];
    if (offer === undefined) continue;
    const { interventionId } = await core.interventions.create(scope, {
      activityTypeId: type.id,
      customerId: site.customerId,
      addressId: site.addressId,
      comment: '',
      idempotencyKey: `demo-create-${visit}`,
    });
    const result = await core.bookings.plan(scope, {
      interventionId,
      technicianId: offer.technician.id,
      date: offer.date,
      start: offer.start,
      end: offer.end,
      revision: 1,
      idempotencyKey: `demo-plan-${visit}`,
    });
    if (result.kind !== 'confirmed') throw new Error('The planner offered a visit that it would not place');
    visited.add(site.customerId);
  }
  return visited;
}

/** Some work that waits to be planned, for the office to try its hand at. */
export async function leaveUnplanned(
  core: Core,
  scope: SystemScope,
  { types }: DemoOrganisation,
  sites: readonly DemoSite[],
): Promise<void> {
  for (const [index, site] of sites.entries()) {
    await core.interventions.create(scope, {
      activityTypeId: types[index % types.length]!.id,
      customerId: site.customerId,
      addressId: site.addressId,
      comment: index % 2 === 0 ? 'Asked for by telephone; mornings suit best.' : '',
      idempotencyKey: `demo-unplanned-${index}`,
    });
  }
}

function byShare<T extends { share: number }>(items: readonly T[], random: Random): T {
  let rest = random.next() * items.reduce((sum, { share }) => sum + share, 0);
  return items.find(({ share }) => (rest -= share) <= 0) ?? items.at(-1)!;
}
