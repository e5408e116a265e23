/** The smallest amount from 1 to `most` that opens, where what opens still opens by more: by halving. */
export async function leastByHalving(
  most: number,
  opens: (amount: number) => Promise<boolean>,
): Promise<number | undefined> {
  if (most < 1 || !(await opens(most))) return undefined;
  let low = 0;
  let high = most;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await opens(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The smallest amount from `low` to `high` that opens, where more may close: one by one, but for stretches in which none may. */
export function leastOfAll(
  low: number,
  high: number,
  day: { opens(amount: number): boolean; mayOpen(less: number, more: number): boolean },
): number | undefined {
  if (low > high) return undefined;
  if (low === high) return day.opens(low) ? low : undefined;
  if (!day.mayOpen(low, high)) return undefined;
  const middle = Math.floor((low + high) / 2);
  return leastOfAll(low, middle, day) ?? leastOfAll(middle + 1, high, day);
}
