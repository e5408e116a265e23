import type { BusinessUnitScope, Closing, Core, StepInput, SystemScope } from '@itinera/core';
import type { setUp } from '@itinera/core/set-up';
import type { DemoClock } from './demo-clock.ts';
import type { DemoOrganisation } from './make-organisation.ts';
import type { DemoSite } from './plan-visits.ts';

/** The technician of the demo who can sign in, at work: what is said happens at the demo's clock. */
export interface DemoDesk {
  core: Core;
  scope: SystemScope;
  clock: DemoClock;
  technician: BusinessUnitScope;
  technicianId: string;
  /** Makes a visit and plans it to the technician on this day; undefined: the planner does not offer them there. */
  planned(site: DemoSite, activityTypeId: string, date: string): Promise<PlannedVisit | undefined>;
  /** What the technician's phone shows of a visit, to be given back. */
  seen(interventionId: string): Promise<string | null>;
  say(interventionId: string, step: StepInput['step'], more?: Partial<StepInput>): Promise<void>;
  /** Sends a picture to a field of the closing form. */
  send(interventionId: string, field: string, name: string, picture: Uint8Array): Promise<string>;
}

export interface PlannedVisit {
  interventionId: string;
  /** When the work is planned to begin. */
  start: number;
}

export async function openDemoDesk(
  core: Core,
  make: ReturnType<typeof setUp>,
  { businessUnitId, technicianIds, technicianUserId }: DemoOrganisation,
  clock: DemoClock,
): Promise<DemoDesk> {
  const scope = await make.systemScope(businessUnitId);
  const technician = await make.staffScope({ businessUnitId, staffUserId: technicianUserId });
  const technicianId = technicianIds[0]!;
  let keys = 0;
  const key = () => `demo-work-${++keys}`;
  const seen = async (interventionId: string) => (await core.work.page(technician, interventionId)).seen;
  return {
    ...{ core, scope, clock, technician, technicianId, seen },
    async planned({ customerId, addressId }, activityTypeId, date) {
      const { offers } = await core.availability.assist(scope, {
        ...{ activityTypeId, addressId },
        ...{ from: date, days: 1 },
      });
      const offer = offers.find((one) => one.technician.id === technicianId);
      if (!offer) return undefined;
      const { interventionId } = await core.interventions.create(scope, {
        ...{ activityTypeId, customerId, addressId, comment: '', idempotencyKey: key() },
      });
      const { start, end } = offer;
      const to = { technicianId, date: offer.date, start, end, revision: 1, idempotencyKey: key() };
      const result = await core.bookings.plan(scope, { interventionId, ...to });
      if (result.kind !== 'confirmed') return undefined;
      const { stops } = await core.availability.routeDay(technician, technicianId, offer.date);
      const stop = stops.find((one) => one.interventionId === interventionId);
      return stop && { interventionId, start: stop.start };
    },
    async say(interventionId, step, more = {}) {
      const now = clock.now();
      await core.work.step(technician, {
        ...{ interventionId, step, at: now, sentAt: now, idempotencyKey: key() },
        ...more,
        seen: more.seen ?? (await seen(interventionId)),
      });
    },
    async send(interventionId, field, name, picture) {
      const of = { interventionId, form: { purpose: 'closing', field }, name } as const;
      return (await core.files.upload(technician, of, bytes(picture))).id;
    },
  };
}

/** Work that went well from then to now. */
export function closedNow(startedAt: number, endedAt: number, more: Partial<Closing> = {}): Closing {
  return { startedAt, endedAt, result: 'ok', answers: {}, version: 0, ...more };
}

/** As they would arrive over a network. */
export async function* bytes(whole: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(whole);
}
