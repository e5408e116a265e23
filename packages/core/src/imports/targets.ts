import { addressesTarget } from './addresses/target.ts';
import { customersTarget } from './customers/target.ts';
import { interventionsTarget } from './interventions/target.ts';
import { skillsTarget } from './skills/target.ts';
import { techniciansTarget } from './technicians/target.ts';
import type { ImportTarget } from './target.ts';

const targets: readonly ImportTarget[] = [
  customersTarget,
  addressesTarget,
  techniciansTarget,
  skillsTarget,
  interventionsTarget,
];

/** Whether files are read into this kind of record. */
export function hasTarget(code: string): boolean {
  return targets.some((one) => one.code === code);
}

/** What a kind of record is read by. @throws TypeError for one that there is not. */
export function targetOf(code: string): ImportTarget {
  const target = targets.find((one) => one.code === code);
  if (!target) throw new TypeError(`${code} is nothing that files are read into`);
  return target;
}
