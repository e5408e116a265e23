/**
 * Where Node's zone data and moment-timezone's differ between 2007 and 2037, explained by their versions: rules that a
 * later version knows and an earlier one does not. `changes` counts those that only one of them has.
 */
export const knownDifferences = {
  versions: { node: '2026c', other: '2026f' },
  zones: [
    {
      zone: 'America/Havana',
      from: '2026-11-01',
      changes: 2,
      why: '2026f: no clock change in winter 2026/27',
    },
    { zone: 'America/Inuvik', from: '2026-11-01', changes: 23, why: '2026f: summer time for good from 2026' },
    {
      zone: 'America/Winnipeg',
      from: '2026-11-01',
      changes: 23,
      why: '2026f: summer time for good from 2026',
    },
  ],
} as const;
