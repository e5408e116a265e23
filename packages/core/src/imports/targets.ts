import { customersTarget } from './customers/target.ts';
import type { ImportTarget } from './target.ts';

const targets: readonly ImportTarget[] = [customersTarget];

/** What a kind of record is read by. @throws TypeError for one that there is not. */
export function targetOf(code: string): ImportTarget {
  const target = targets.find((one) => one.code === code);
  if (!target) throw new TypeError(`${code} is nothing that files are read into`);
  return target;
}
