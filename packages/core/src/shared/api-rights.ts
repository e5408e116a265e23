/**
 * What a key of another system may be allowed (CAD-AP-01), each by itself. `slots`: dates, times and how good they are,
 * never whose; `full-schedules`: with who, what it costs, and what is refused. `close` is kept for when work is closed here.
 */
export const apiRights = [
  'view',
  'create',
  'edit',
  'close',
  'slots',
  'full-schedules',
  'customers',
  'accesses',
  'configuration',
] as const;
export type ApiRight = (typeof apiRights)[number];
