import type { ServiceArea } from '@itinera/db';

type Corner = ServiceArea[number];

/**
 * The first two sides of an area that cross or touch where they should not, by the numbers of their first corners (from
 * 0); null: none do. Neighbours may share their corner, and nothing else.
 */
export function crossingOf(area: ServiceArea): [number, number] | null {
  const side = (n: number): [Corner, Corner] => [area[n]!, area[(n + 1) % area.length]!];
  for (let a = 0; a < area.length; a++)
    for (let b = a + 1; b < area.length; b++) {
      const follows = b === a + 1 || (a === 0 && b === area.length - 1);
      const [from, to] = side(a);
      const [start, end] = side(b);
      if (follows ? turnsBack(from, to, start, end) : meet(from, to, start, end)) return [a, b];
    }
  return null;
}

/** Twice the area between three corners, with its sign: above 0 to the left. */
function turn([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function within(a: Corner, b: Corner, c: Corner): boolean {
  return (
    Math.min(a[0], b[0]) <= c[0] &&
    c[0] <= Math.max(a[0], b[0]) &&
    Math.min(a[1], b[1]) <= c[1] &&
    c[1] <= Math.max(a[1], b[1])
  );
}

function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const turns = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)] as const;
  if (turns[0] * turns[1] < 0 && turns[2] * turns[3] < 0) return true;
  return (
    (turns[0] === 0 && within(a, b, c)) ||
    (turns[1] === 0 && within(a, b, d)) ||
    (turns[2] === 0 && within(c, d, a)) ||
    (turns[3] === 0 && within(c, d, b))
  );
}

/** Neighbours share one corner: they meet elsewhere only when one lies on the other, or one has no length. */
function turnsBack(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const same = (p: Corner, q: Corner) => p[0] === q[0] && p[1] === q[1];
  if (same(a, b) || same(c, d)) return true;
  const [far, shared, other] = same(b, c) ? [a, b, d] : [b, a, c];
  return turn(far, shared, other) === 0 && (within(shared, far, other) || within(shared, other, far));
}
