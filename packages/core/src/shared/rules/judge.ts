import { compare } from './compare.ts';
import type { Clause, FactValue, ReadFact, Rule, RulePath } from './rule.ts';

/** One clause of a rule: what the fact was, whether the clause held, and whether the verdict hangs on it. */
export interface ClauseVerdict {
  path: RulePath;
  clause: Clause;
  actual: FactValue;
  holds: boolean;
  blamed: boolean;
}

/** Whether a rule holds, and why. The clauses stand from left to right. */
export interface Explanation {
  holds: boolean;
  clauses: ClauseVerdict[];
}

/** A part of a rule judged; `blame`: the fewest clauses below whose turning round turns it round, null where none do. */
interface Judged {
  holds: boolean;
  blame: readonly ClauseVerdict[] | null;
}

/** Whether a rule holds of the facts (CAD-CO-01). */
export function holds(rule: Rule, readFact: ReadFact): boolean {
  return judge(rule, readFact).holds;
}

/**
 * Whether a rule holds of the facts and why: every clause with its actual value, and which clauses the verdict hangs on.
 * If all blamed clauses, and only they, turned round, the verdict would turn round; no smaller set does that, and of
 * several as small the leftmost is blamed. Nothing is blamed where no clause can change the verdict (a group of nothing).
 */
export function explain(rule: Rule, readFact: ReadFact): Explanation {
  const clauses: ClauseVerdict[] = [];
  const judged = judge(rule, readFact, { path: [], clauses });
  for (const clause of judged.blame ?? []) clause.blamed = true;
  return { holds: judged.holds, clauses };
}

/** The one recursion. Without `notes` it stops as soon as the verdict is certain; with them it visits every clause. */
function judge(rule: Rule, readFact: ReadFact, notes?: { path: RulePath; clauses: ClauseVerdict[] }): Judged {
  if ('fact' in rule) {
    const actual = readFact(rule.fact);
    const verdict = compare(rule, actual);
    if (!notes) return { holds: verdict, blame: null };
    const told = { path: notes.path, clause: rule, actual, holds: verdict, blamed: false };
    notes.clauses.push(told);
    return { holds: verdict, blame: [told] };
  }
  const below = (child: Rule, index: number): Judged =>
    judge(child, readFact, notes && { path: [...notes.path, index], clauses: notes.clauses });
  if ('not' in rule) {
    const inner = below(rule.not, 0);
    return { holds: !inner.holds, blame: inner.blame };
  }
  // Of `all` a single false child decides, of `any` a single true one.
  const [children, decides] = 'all' in rule ? [rule.all, false] : [rule.any, true];
  const judged: Judged[] = [];
  for (const [index, child] of children.entries()) {
    const one = below(child, index);
    judged.push(one);
    if (!notes && one.holds === decides) break;
  }
  const deciding = judged.filter((one) => one.holds === decides);
  if (deciding.length > 0) return { holds: decides, blame: together(deciding) };
  return { holds: !decides, blame: fewest(judged) };
}

/** To turn the group round all of these must turn round. */
function together(parts: readonly Judged[]): Judged['blame'] {
  const blames: ClauseVerdict[] = [];
  for (const { blame } of parts) {
    if (blame === null) return null;
    blames.push(...blame);
  }
  return blames;
}

/** To turn the group round any one of these is enough. */
function fewest(parts: readonly Judged[]): Judged['blame'] {
  let least: Judged['blame'] = null;
  for (const { blame } of parts)
    if (blame !== null && (least === null || blame.length < least.length)) least = blame;
  return least;
}
