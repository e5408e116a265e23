import type { DomainOf } from './broken.ts';
import { holds } from './judge.ts';
import { childrenOf, clausesOf, type Rule, type RulePath } from './rule.ts';
import { worldsOf, type World } from './worlds.ts';

/**
 * What makes no sense in a rule that can be judged. `never`, `always`: whatever the facts. `contradicts`: this part and
 * `by` never hold together, and both must. `shadowed`: this part decides nothing that `by` does not decide already.
 */
export interface LintFinding {
  path: RulePath;
  problem: 'never' | 'always' | 'contradicts' | 'shadowed';
  by?: RulePath;
}

/** Of more parts in one group pairs are not compared. */
const mostCompared = 20;

/** Where a rule stands: what its facts can be, and which of them can be together. */
export interface LintSurroundings {
  domainOf: DomainOf;
  isPossible?: (world: World) => boolean;
}

/**
 * Finds what makes no sense, by judging the rule in every way the facts could be: what it says is what happens. Of what
 * stands in each other only the outermost is told. Parts that ask about too much to try everything are left out.
 */
export function lintRule(
  rule: Rule,
  { domainOf, isPossible = () => true }: LintSurroundings,
  path: RulePath = [],
): LintFinding[] {
  const worlds = (...parts: readonly Rule[]): World[] | null =>
    worldsOf(
      parts.flatMap((part) => clausesOf(part).map(({ clause }) => clause)),
      domainOf,
      isPossible,
    );
  const judged = (part: Rule, world: World): boolean => holds(part, (fact) => world.get(fact));

  const all = worlds(rule);
  const children = childrenOf(rule).map((child, index) => ({ child, path: [...path, index] }));
  const compared = children.length > mostCompared ? [] : children;
  const below = (): LintFinding[] =>
    children.flatMap((one) => lintRule(one.child, { domainOf, isPossible }, one.path));
  if (all !== null && all.every((world) => !judged(rule, world))) {
    const within = below().filter(({ problem }) => problem === 'never' || problem === 'contradicts');
    const pair = 'all' in rule && within.length === 0 ? contradiction() : null;
    return within.length > 0 && 'all' in rule ? within : [pair ?? { path, problem: 'never' }];
  }
  if (all !== null && all.every((world) => judged(rule, world))) return [{ path, problem: 'always' }];
  const within = below();
  const told = (of: RulePath): boolean => within.some((one) => startsWith(one.path, of));
  return [...within, ...shadowed().filter((one) => !told(one.path))];

  /** Two children of `all` that never hold together. */
  function contradiction(): LintFinding | null {
    for (const [index, one] of compared.entries())
      for (const other of compared.slice(0, index))
        if (
          worlds(one.child, other.child)?.every(
            (world) => !judged(one.child, world) || !judged(other.child, world),
          )
        )
          return { path: one.path, problem: 'contradicts', by: other.path };
    return null;
  }

  /** Children that follow from another one (of `all`), or from which another one follows (of `any`). */
  function shadowed(): LintFinding[] {
    if (!('all' in rule) && !('any' in rule)) return [];
    const implies = (one: Rule, other: Rule): boolean =>
      worlds(one, other)?.every((world) => !judged(one, world) || judged(other, world)) ?? false;
    const follows = (part: Rule, from: Rule): boolean =>
      'all' in rule ? implies(from, part) : implies(part, from);
    return compared.flatMap((one, index): LintFinding[] => {
      // Of two that say the same the later one is told.
      const by = compared.find(
        (other, at) =>
          at !== index && follows(one.child, other.child) && (at < index || !follows(other.child, one.child)),
      );
      return by ? [{ path: one.path, problem: 'shadowed', by: by.path }] : [];
    });
  }
}

/** Whether a rule holds in no way its facts could be; false also where it asks about too much to try everything. */
export function neverHolds(rule: Rule, { domainOf, isPossible = () => true }: LintSurroundings): boolean {
  const worlds = worldsOf(
    clausesOf(rule).map(({ clause }) => clause),
    domainOf,
    isPossible,
  );
  return worlds?.every((world) => !holds(rule, (fact) => world.get(fact))) ?? false;
}

function startsWith(path: RulePath, start: RulePath): boolean {
  return start.every((step, index) => path[index] === step);
}
