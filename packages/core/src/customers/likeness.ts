import type { SharedKey } from '@itinera/db';
import type { LikenessReason } from './merge-types.ts';

/** Two customers that may be the same one; `firstId` is the lower id. */
export interface Likeness {
  firstId: string;
  secondId: string;
  /** What they have alike, what tells most first. */
  reasons: LikenessReason[];
  /** 1 to 100; from 50 on more speaks for it than against it. */
  score: number;
}

/** How much each thing alike says. A tax id belongs to one; a telephone or an address may be a family's. */
const weights: Readonly<Record<LikenessReason, number>> = {
  'tax-id': 70,
  'name-and-place': 50,
  email: 45,
  'name-and-postal-code': 40,
  phone: 35,
};

/** Pairs of customers with something alike, the likeliest first; always in one order. */
export function likenesses(shared: readonly SharedKey[]): Likeness[] {
  const pairs = new Map<string, { firstId: string; secondId: string; reasons: Set<LikenessReason> }>();
  const sharers = Map.groupBy(shared, ({ kind, value }) => `${kind} ${value}`);
  for (const group of sharers.values())
    for (const [n, one] of group.entries())
      for (const other of group.slice(n + 1)) {
        if (one.customerId === other.customerId) continue;
        const [firstId = '', secondId = ''] = [one.customerId, other.customerId].sort();
        const pair = pairs.get(firstId + secondId) ?? { firstId, secondId, reasons: new Set() };
        pairs.set(firstId + secondId, pair);
        pair.reasons.add(one.kind);
      }
  return [...pairs.values()]
    .map(({ firstId, secondId, reasons }) => {
      const sorted = [...reasons].sort((a, b) => weights[b] - weights[a]);
      const sum = sorted.reduce((total, reason) => total + weights[reason], 0);
      return { firstId, secondId, reasons: sorted, score: Math.min(100, sum) };
    })
    .sort((a, b) => b.score - a.score || (a.firstId + a.secondId < b.firstId + b.secondId ? -1 : 1));
}
