import { ItineraError, type AccessScope, type ConfirmResult } from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import { loadAssignments, listParts, listTechnicians } from '@itinera/db';
import fc from 'fast-check';
import type { TravelTable } from '@itinera/planner';
import { expect, test } from 'vitest';
import { auditDays, type Audit } from '../fixtures/audit-days.ts';
import { mondayMorning, openTestCore, type TestCore } from '../fixtures/small-company.ts';
import { makeWorld, oddRoads, worldSettings, type World } from './booking-world.ts';

const runs = process.env['ITINERA_FULL'] ? 150 : 12;
const seed = Number(process.env['BOOKINGS_SEED'] ?? 0) || Math.floor(Math.random() * 2 ** 31);

/** One thing somebody does; the numbers choose among what there is to do it with. */
interface Deed {
  what: 'book' | 'hold' | 'move' | 'extend' | 'release' | 'confirm' | 'cancel' | 'create' | 'plan' | 'wait';
  who: number;
  which: number;
  seconds: number;
}

const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({
    what: fc.constantFrom<Deed['what'][]>(
      ...(['book', 'book', 'book', 'book', 'hold', 'move', 'move', 'confirm', 'confirm'] as const),
      ...(['extend', 'release', 'cancel', 'create', 'plan', 'plan', 'wait'] as const),
    ),
    who: fc.nat(99),
    which: fc.nat(9_999),
    seconds: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 600, max: 40_000 })),
  }),
  { minLength: 50, maxLength: 60, size: 'max' },
);

/** What must be true: the last promise given for each intervention, null when it has none. */
interface Promised {
  promises: Map<string, { start: number; end: number } | null>;
  holds: { id: string; access: AccessScope }[];
  done: Partial<Record<string, number>>;
}

let keys = 0;
const key = () => `property-key-${++keys}`;

/** Refusals that the rules allow; anything else is a fault. */
const allowed = ['not-allowed', 'gone', 'not-found', 'stale'];

async function act(t: TestCore, world: World, told: Promised, deed: Deed): Promise<void> {
  switch (deed.what) {
    case 'wait':
      t.clock.advance(deed.seconds);
      break;
    case 'hold':
    case 'move':
      await hold(t, world, told, deed);
      break;
    case 'book':
      if (await hold(t, world, told, deed)) await withHold(t, told, deed);
      break;
    case 'extend':
    case 'release':
    case 'confirm':
      await withHold(t, told, deed);
      break;
    default:
      await byStaff(t, world, told, deed);
  }
}

async function attempt<T>(told: Promised, name: string, work: () => Promise<T>): Promise<T | null> {
  const count = (outcome: string) =>
    (told.done[`${name} ${outcome}`] = (told.done[`${name} ${outcome}`] ?? 0) + 1);
  try {
    const result = await work();
    count('done');
    return result;
  } catch (error) {
    if (!(error instanceof ItineraError) || !allowed.includes(error.code)) throw error;
    count(`${error.code} ${error.reason ?? ''}`);
    return null;
  }
}

async function hold(t: TestCore, world: World, told: Promised, deed: Deed): Promise<boolean> {
  const n = deed.who % world.accesses.length;
  const access = world.accesses[n]!;
  const moving = deed.what === 'move' ? await ownPlanned(t, access, deed.which) : null;
  if (deed.what === 'move' && !moving) return false;
  const request = {
    activityTypeId: moving?.typeId ?? world.typeIds[deed.which % world.typeIds.length]!,
    addressId: world.addressIds[n]!,
    ...(moving && { interventionId: moving.id }),
  };
  const choice = await attempt(told, 'find', () => t.core.availability.find(access, request));
  const windows = choice?.days.flatMap((day) => day.windows) ?? [];
  if (windows.length === 0) return false;
  const { start, end } = windows[deed.which % windows.length]!;
  const result = await attempt(told, deed.what, () =>
    t.core.bookings.hold(access, { ...request, start, end, idempotencyKey: key() }),
  );
  // Nobody else acts here: what was just shown can be held.
  expect(result?.kind).toBe('held');
  if (result?.kind === 'held') told.holds.push({ id: result.hold.id, access });
  return true;
}

async function ownPlanned(t: TestCore, access: AccessScope, which: number) {
  const { next, upcoming } = await t.core.interventions.home(access);
  const own = [next, ...upcoming].filter((visit) => visit !== null && visit.actions.reschedule.available);
  return own[which % Math.max(1, own.length)] ?? null;
}

async function withHold(t: TestCore, told: Promised, { what, who }: Deed): Promise<void> {
  // A booking is finished at once; otherwise any hold there ever was, the last ones more often.
  const back = what === 'book' ? 0 : Math.floor((who / 100) ** 2 * told.holds.length);
  const held = told.holds.at(-1 - back);
  if (!held) return;
  const { id: holdId, access } = held;
  const input = { holdId, idempotencyKey: key() };
  if (what === 'extend') await attempt(told, what, () => t.core.bookings.extendHold(access, input));
  if (what === 'release') await attempt(told, what, () => t.core.bookings.releaseHold(access, input));
  if (what !== 'confirm' && what !== 'book') return;
  const live = await t.core.bookings.heldSlot(access, holdId).catch(() => null);
  const result = await attempt(told, what, () => t.core.bookings.confirm(access, input));
  if (result && live) expect(result).toMatchObject({ kind: 'confirmed', promise: live.promise });
  remember(told, result);
  // The same call again: the same answer, nothing done.
  if (result?.kind === 'confirmed') expect(await t.core.bookings.confirm(access, input)).toEqual(result);
}

function remember(told: Promised, result: ConfirmResult | null): void {
  if (result?.kind !== 'confirmed') return;
  const { start, end } = result.promise;
  told.promises.set(result.interventionId, { start, end });
}

async function byStaff(t: TestCore, world: World, told: Promised, { what, who, which }: Deed): Promise<void> {
  const ids = [...told.promises.keys()];
  const interventionId = ids[who % Math.max(1, ids.length)];
  if (what === 'create') {
    const n = who % world.customers.length;
    const created = await t.core.interventions.create(world.staff, {
      activityTypeId: world.typeIds[which % world.typeIds.length]!,
      customerId: world.customers[n]!.customerId,
      addressId: world.addressIds[n]!,
      comment: '',
      idempotencyKey: key(),
    });
    told.promises.set(created.interventionId, null);
  } else if (interventionId !== undefined && what === 'cancel') {
    await attempt(told, what, async () => {
      await t.core.bookings.cancel(world.staff, { interventionId, reason: 'other', idempotencyKey: key() });
      told.promises.set(interventionId, null);
    });
  } else if (interventionId !== undefined) {
    const page = await t.core.interventions.page(world.staff, interventionId);
    if (!page.can.plan && !page.can.move) return;
    const { typeId: activityTypeId, address, revision } = page;
    const { offers } = await t.core.availability.assist(world.staff, {
      activityTypeId,
      addressId: address.id,
      interventionId,
    });
    const offer = offers[which % Math.max(1, offers.length)];
    if (!offer) return;
    const { technician, date, start, end } = offer;
    const result = await attempt(told, what, () =>
      t.core.bookings.plan(world.staff, {
        interventionId,
        technicianId: technician.id,
        date,
        start,
        end,
        revision,
        idempotencyKey: key(),
      }),
    );
    expect(result?.kind).toBe('confirmed');
    remember(told, result);
  }
}

const dates = { fromDate: '2027-01-01', toDate: '2027-02-28' };

function audited(t: TestCore, { companyId, businessUnitId }: World): Promise<Audit> {
  return auditDays(contextOf(t.core).db.read, {
    companyId,
    businessUnitIds: [businessUnitId],
    ...dates,
    now: t.clock.now(),
    travel: oddRoads,
  });
}

async function requireKept(t: TestCore, world: World, told: Promised): Promise<number> {
  const q = contextOf(t.core).db.read;
  const now = t.clock.now();
  const { companyId, businessUnitId } = world;
  const { stops, ...audit } = await audited(t, world);
  expect(audit).toEqual({ overlaps: 0, broken: [], mistimed: [] });
  // Every promise that was given stands, in the store and in a technician's day; and none that was not.
  const technicianIds = (await listTechnicians(q, companyId)).map(({ id }) => id);
  const rows = await loadAssignments(q, companyId, { technicianIds, ...dates }, now);
  const parts = await listParts(q, businessUnitId, [...told.promises.keys()]);
  for (const part of parts) {
    const promise = told.promises.get(part.interventionId);
    const own = rows.filter(({ partId }) => partId === part.id);
    expect(own).toHaveLength(promise ? 1 : 0);
    if (!promise) continue;
    expect({ start: part.promiseStart, end: part.promiseEnd }).toEqual(promise);
    const atDoor = own[0]!.startsAt + promise.end - own[0]!.latest;
    expect(atDoor).toBeGreaterThanOrEqual(promise.start);
    expect(atDoor).toBeLessThanOrEqual(promise.end);
  }
  expect(rows.filter(({ partId }) => partId !== null)).toHaveLength(
    [...told.promises.values()].filter((promise) => promise !== null).length,
  );
  return stops;
}

test(`whatever people do, every promise is kept: ${runs} stories, seed ${seed} (R3)`, async () => {
  const t = await openTestCore(undefined, { travel: oddRoads });
  const done: Promised['done'] = {};
  let worlds = 0;
  let most = 0;
  try {
    await fc.assert(
      fc.asyncProperty(worldSettings, deeds, async (settings, story) => {
        t.clock.set(mondayMorning);
        const world = await makeWorld(t, `world-${++worlds}`, settings);
        const told: Promised = { promises: new Map(), holds: [], done };
        for (const deed of story) {
          await act(t, world, told, deed);
          most = Math.max(most, await requireKept(t, world, told));
        }
      }),
      // Making a story shorter takes many of them: the long version does so for a while.
      {
        seed,
        numRuns: runs,
        endOnFailure: !process.env['ITINERA_FULL'],
        interruptAfterTimeLimit: 1_000_000,
        markInterruptAsFailure: true,
      },
    );
  } finally {
    await t.close();
  }
  console.log(`bookings property: seed ${seed}, ${worlds} worlds, at most ${most} stops`, done);
  // The stories must have been about something.
  for (const deed of ['book', 'hold', 'move', 'extend', 'release', 'confirm', 'cancel', 'plan'])
    expect(done[`${deed} done`], deed).toBeGreaterThan(0);
  expect(most).toBeGreaterThan(10);
}, 1_500_000);

test('control: the audit sees days that were planned by roads half as long as they are', async () => {
  const halved = (table: TravelTable): TravelTable => ({
    ...table,
    seconds: table.seconds.map((seconds) => seconds >> 1),
  });
  const t = await openTestCore(undefined, {
    travel: {
      table: async (from, to) => halved(await oddRoads.table(from, to)),
      legs: async (from, to) => halved(await oddRoads.legs!(from, to)),
    },
  });
  const [settings] = fc.sample(worldSettings, { seed, numRuns: 1 });
  const world = await makeWorld(t, 'control', { ...settings!, opens: '08:00', visitsADay: 8 });
  const told: Promised = { promises: new Map(), holds: [], done: {} };
  for (let which = 0; which < 24; which++) {
    const deed = { what: 'book' as const, who: which, which: which * 3 + 1, seconds: 0 };
    if (await hold(t, world, told, deed)) await withHold(t, told, deed);
  }
  const { stops, broken, mistimed } = await audited(t, world);
  await t.close();
  expect(stops).toBeGreaterThan(5);
  expect(broken.length + mistimed.length).toBeGreaterThan(0);
});
