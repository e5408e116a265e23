import { at, dateFrom } from './dates.ts';
import { closedNow, type DemoDesk } from './work-desk.ts';

/** How many seconds later work begins than the plan says, visit by visit, and how much longer it takes. */
const delays = [180, 60, 420, 0, 240, 120];
const longer = [-300, 240, 420, -180, 60, 0];

/**
 * The day of the technician who can sign in, as far as it has come: whatever would have been said by now is said. In the
 * middle of a workday it is under way; before it nothing has begun, after it everything is closed, and on a day off there
 * is none.
 */
export async function makeDay(desk: DemoDesk, closingVersions: ReadonlyMap<string, number>): Promise<void> {
  const { core, clock, technicianId, technician } = desk;
  const now = clock.now();
  const date = dateFrom(now, 0);
  const day = () => core.availability.routeDay(technician, technicianId, date);
  const { stops, working } = await day();
  if (working.length === 0) return;
  /** Whether this has happened; the clock stands there then. */
  const happened = (instant: number): boolean => {
    if (instant > now) return false;
    clock.set(instant);
    return true;
  };
  if (happened(at(now, 0, 7, 54)))
    await core.attendance.clockIn(technician, {
      ...{ at: clock.now(), sentAt: clock.now(), place: null, interventionId: null },
      idempotencyKey: 'demo-clock-in',
    });
  let free = 0;
  for (const [n, { interventionId }] of stops.entries()) {
    if (interventionId === null) continue;
    const { stops: planned, legs } = await day();
    const place = planned.findIndex((one) => one.interventionId === interventionId);
    const stop = planned[place];
    if (!stop) continue;
    const leaves = Math.max(free, stop.arrival - Math.max(0, legs[place]?.seconds ?? 0));
    if (!happened(leaves)) break;
    await desk.say(interventionId, 'on-the-way');
    const starts = Math.max(stop.start, leaves) + delays[n % delays.length]!;
    if (!happened(starts)) break;
    await desk.say(interventionId, 'started');
    const ends = starts + stop.end - stop.start + longer[n % longer.length]!;
    if (!happened(ends)) break;
    const { typeId } = await core.interventions.page(technician, interventionId);
    const version = closingVersions.get(typeId) ?? 0;
    await desk.say(interventionId, 'closed', {
      closing: closedNow(starts, ends, { version, answers: version > 0 ? { pressure: 1.7 } : {} }),
    });
    free = ends;
  }
  clock.set(now);
}
