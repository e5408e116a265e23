import type { setUp } from '@itinera/core/set-up';
import { at, weekday } from './dates.ts';
import type { DemoOrganisation } from './make-organisation.ts';
import type { Random } from './random.ts';

/** Two weeks of clocked mornings and afternoons; one technician forgot to clock out once. */
export async function makeAttendance(
  make: ReturnType<typeof setUp>,
  { businessUnitId, technicianIds }: Pick<DemoOrganisation, 'businessUnitId' | 'technicianIds'>,
  random: Random,
  today: number,
): Promise<void> {
  const days = Array.from({ length: 14 }, (_, n) => n - 14).filter((day) => weekday(today, day) < 6);
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
