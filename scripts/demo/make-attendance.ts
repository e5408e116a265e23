import type { setUp } from '@itinera/core/set-up';
import { at, daysOfMonth, weekday } from './dates.ts';
import type { DemoOrganisation } from './make-organisation.ts';
import type { Random } from './random.ts';

/** Clocked mornings and afternoons of this month, and of two weeks at least; one technician forgot to clock out once. */
export async function makeAttendance(
  make: ReturnType<typeof setUp>,
  { businessUnitId, technicianIds }: Pick<DemoOrganisation, 'businessUnitId' | 'technicianIds'>,
  random: Random,
  today: number,
): Promise<void> {
  const length = Math.max(14, daysOfMonth(today));
  const days = Array.from({ length }, (_, n) => n - length).filter((day) => weekday(today, day) < 6);
  const clockings = technicianIds.flatMap((technicianId) =>
    days.flatMap((day) => [
      {
        technicianId,
        startedAt: at(today, day, 7, 50 + random.below(10)),
        endedAt: at(today, day, 12, random.below(10)),
      },
      {
        technicianId,
        startedAt: at(today, day, 13, random.below(10)),
        endedAt: at(today, day, 16, 50 + random.below(10)),
      },
    ]),
  );
  const [last] = clockings.splice(1, 1);
  await make.clockings({
    businessUnitId,
    clockings: last ? [...clockings, { ...last, endedAt: null }] : clockings,
  });
}
