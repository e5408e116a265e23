import type { setUp } from '@itinera/core/set-up';
import { at, weekday } from './dates.ts';
import type { DemoOrganisation } from './make-organisation.ts';
import type { DemoSite } from './plan-visits.ts';
import type { Random } from './random.ts';

const reasons = ['Nobody at home', 'Part not in the van', 'Access blocked'];

/** A year of closed interventions: what customers find under recent activity. One in twelve did not end well. */
export async function makeHistory(
  make: ReturnType<typeof setUp>,
  { businessUnitId, types }: DemoOrganisation,
  sites: readonly DemoSite[],
  random: Random,
  today: number,
): Promise<void> {
  const interventions = sites.flatMap((site) => {
    const ago = workdayAgo(today, 3 + random.below(360));
    const type = random.pick(types);
    const start = at(today, -ago, 8 + random.below(8));
    const closedAt = start + 1200 + type.duration;
    const ok = random.below(12) > 0;
    return {
      activityTypeId: type.id,
      addressId: site.addressId,
      createdAt: start - (5 + random.below(20)) * 86_400,
      closedAt,
      result: ok ? ('ok' as const) : ('ko' as const),
      resultReason: ok ? null : random.pick(reasons),
      promise: { start, end: start + 7200 },
    };
  });
  await make.closedInterventions({
    businessUnitId,
    interventions: interventions.sort((a, b) => a.closedAt - b.closedAt),
  });
}

function workdayAgo(today: number, ago: number): number {
  return weekday(today, -ago) < 6 ? ago : ago + 2;
}
