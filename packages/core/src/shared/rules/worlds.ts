import type { DomainOf } from './broken.ts';
import type { FactDomain } from './domain.ts';
import { isMissing } from './compare.ts';
import type { Clause, FactValue } from './rule.ts';

/** One way in which the facts could be. */
export type World = ReadonlyMap<string, FactValue>;

/** More ways than that are not looked through. */
const mostWorlds = 1024;

/**
 * Every way in which the facts these clauses ask about could differ to them, for judging instead of reasoning: of a choice
 * each value, of an order one value on and on either side of each bound, of a text each that is named and another one.
 * null where there are too many.
 */
export function worldsOf(
  clauses: readonly Clause[],
  domainOf: DomainOf,
  isPossible: (world: World) => boolean,
): World[] | null {
  const byFact = Map.groupBy(clauses, ({ fact }) => fact);
  let worlds = [new Map<string, FactValue>()];
  for (const [fact, about] of byFact) {
    const values = valuesOf(about, domainOf(fact));
    if (worlds.length * values.length > mostWorlds) return null;
    worlds = worlds.flatMap((world) => values.map((value) => new Map(world).set(fact, value)));
  }
  return worlds.filter(isPossible);
}

function valuesOf(clauses: readonly Clause[], domain: FactDomain | undefined): FactValue[] {
  if (!domain) return [null];
  const named = [...new Set(clauses.flatMap(({ values }) => values))];
  const present = ((): FactValue[] => {
    switch (domain.type) {
      case 'yes-no':
        return [true, false];
      case 'choice':
        return [...(domain.values ?? [])];
      case 'choices': {
        const others = (domain.values ?? []).filter((value) => !named.includes(value)).slice(0, 1);
        return subsets([...named.slice(0, 6), ...others]);
      }
      case 'filled':
        return [true];
      case 'text':
        return [...named, '\uffff'];
      case 'number':
      case 'duration': {
        const { least = -Infinity } = domain;
        const bounds = named.filter((value) => typeof value === 'number');
        const around = bounds.flatMap((bound) => [bound - 0.5, bound, bound + 0.5]);
        return [
          ...new Set([...around, ...(bounds.length === 0 ? [least === -Infinity ? 0 : least] : [])]),
        ].filter((value) => value >= least);
      }
      case 'clock':
      case 'date': {
        // Texts in order: the lowest of all, and just after each bound.
        const bounds = named.filter((value) => typeof value === 'string');
        const lowest = domain.type === 'clock' ? '00:00' : '0000-01-01';
        const highest = domain.type === 'clock' ? '23:59' : '9999-12-31';
        const after = bounds.map((bound) => `${bound}~`).filter((value) => value < highest);
        return [...new Set([lowest, ...bounds, ...after])];
      }
    }
  })();
  return domain.optional ? [...present.filter((value) => !isMissing(value)), null] : present;
}

function subsets<T>(values: readonly T[]): T[][] {
  return values.reduce<T[][]>((sets, value) => sets.flatMap((set) => [set, [...set, value]]), [[]]);
}
