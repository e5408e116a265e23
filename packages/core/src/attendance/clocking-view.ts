import type { Clocking, ClockingCorrection, Queries, Technician } from '@itinera/db';
import { listCorrections, type ClockingAt } from '@itinera/db/attendance';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import { localMinute } from '../shared/local-time.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { longestClocking } from './limits.ts';
import type { ClockedSite, ClockingState, ClockingView, CorrectionView } from './types.ts';

type TracedCorrection = ClockingCorrection & { staffName: string };

/** What a clocking is now: an open one is forgotten when it lasts longer than anybody works, or the next one has begun. */
export function stateOf(
  { voided, endedAt, forgottenAt, startedAt }: Clocking,
  now: EpochSeconds,
): ClockingState {
  if (voided) return 'voided';
  if (endedAt !== null) return 'closed';
  return forgottenAt !== null || now - startedAt > longestClocking ? 'forgotten' : 'open';
}

/** Clockings of one technician as they are read, each with all its corrections. */
export async function viewsOf(
  q: Queries,
  { zone }: Pick<Technician, 'zone'>,
  rows: readonly ClockingAt[],
  now: EpochSeconds,
): Promise<ClockingView[]> {
  const [first] = rows;
  if (!first) return [];
  const ids = rows.map(({ clocking }) => clocking.id);
  const corrections = await listCorrections(q, first.clocking.businessUnitId, ids);
  const of = Map.groupBy(corrections, ({ clockingId }) => clockingId);
  return rows.map(({ clocking, ...site }) => {
    const { id, revision, startedAt, endedAt, startPlace, endPlace, startShift, endShift } = clocking;
    const { byHand, siteGone, voided } = clocking;
    return {
      id,
      revision,
      state: stateOf(clocking, now),
      start: startedAt,
      end: endedAt,
      local: {
        from: localMinute(startedAt, zone),
        to: endedAt === null ? null : localMinute(endedAt, zone),
      },
      site: siteOf(clocking.interventionId, site),
      startPlace,
      endPlace,
      startShift,
      endShift,
      byHand,
      siteGone: siteGone && !voided,
      corrections: (of.get(id) ?? []).map(correctionView),
    };
  });
}

export function siteOf(
  interventionId: string | null,
  { reference, customer, address }: Omit<ClockingAt, 'clocking'>,
): ClockedSite | null {
  if (interventionId === null || reference === null || customer === null) return null;
  return {
    interventionId,
    reference,
    customerName: displayName(customer),
    address: address === null ? '' : addressText(address),
  };
}

function correctionView(row: TracedCorrection): CorrectionView {
  const { at, staffName, fromStart, fromEnd, toStart, toEnd, reason } = row;
  return {
    at,
    staffName,
    from: fromStart === null ? null : { start: fromStart, end: fromEnd },
    to: toStart === null ? null : { start: toStart, end: toEnd },
    reason,
  };
}
