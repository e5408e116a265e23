/** Instants, in epoch seconds, around which problems are laid: changes of the clock, and quiet days. */
export const momentsOfInterest: readonly { zone: string; instant: number }[] = [
  moment('UTC', '2026-06-10T08:00:00Z'),
  moment('Europe/Zurich', '2026-06-10T06:00:00Z'),
  moment('Asia/Kathmandu', '2026-06-10T02:15:00Z'),
  moment('Pacific/Kiritimati', '2026-12-30T18:00:00Z'),
  moment('Europe/Paris', '2026-03-29T01:00:00Z'),
  moment('Europe/Paris', '2026-10-25T01:00:00Z'),
  moment('Europe/Dublin', '2026-10-25T01:00:00Z'),
  moment('Atlantic/Azores', '2026-03-29T01:00:00Z'),
  moment('America/Havana', '2026-03-08T05:00:00Z'),
  moment('America/Havana', '2026-11-01T05:00:00Z'),
  moment('America/Santiago', '2026-04-05T03:00:00Z'),
  moment('America/Santiago', '2026-09-06T04:00:00Z'),
  moment('America/Nuuk', '2026-03-29T01:00:00Z'),
  moment('America/Nuuk', '2026-10-25T01:00:00Z'),
  moment('Africa/Cairo', '2026-04-23T22:00:00Z'),
  moment('Africa/Cairo', '2026-10-29T21:00:00Z'),
  moment('Africa/Casablanca', '2026-02-15T02:00:00Z'),
  moment('Africa/Casablanca', '2026-03-22T02:00:00Z'),
  moment('Australia/Lord_Howe', '2026-04-04T15:00:00Z'),
  moment('Australia/Lord_Howe', '2026-10-03T15:30:00Z'),
  moment('Antarctica/Troll', '2026-03-29T01:00:00Z'),
  moment('Antarctica/Troll', '2026-10-25T01:00:00Z'),
  moment('Pacific/Apia', '2011-12-30T10:00:00Z'),
];

function moment(zone: string, iso: string): { zone: string; instant: number } {
  return { zone, instant: Date.parse(iso) / 1000 };
}
