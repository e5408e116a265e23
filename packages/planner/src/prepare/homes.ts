import { isTooFar } from '../constraints/distance.ts';
import type { SlotQuery, Technician } from '../problem/types.ts';
import { metresPerDegree } from '../travel/straight-line.ts';
import type { Place } from '../units.ts';

/** Where technicians live, in columns: most technicians of a large company live too far away. */
export class Homes {
  /** By technician, NaN where the days start at several places: nothing is then told of all days at once. */
  private readonly lon: Float64Array;
  private readonly lat: Float64Array;
  private readonly furthest: Float64Array;

  constructor(technicians: readonly Technician[]) {
    this.lon = new Float64Array(technicians.length);
    this.lat = new Float64Array(technicians.length);
    this.furthest = Float64Array.from(technicians, ({ maxDistance }) => maxDistance ?? Infinity);
    technicians.forEach((technician, owner) => this.learn(owner, technician));
  }

  /** Looks where a technician's days start, again. */
  learn(owner: number, technician: Technician): void {
    const home = homeOf(technician);
    this.lon[owner] = home?.lon ?? NaN;
    this.lat[owner] = home?.lat ?? NaN;
  }

  /** Whether all days of a technician are refused because of where they start, by the technician's index. */
  refusals({ request: { place } }: SlotQuery): ((owner: number) => boolean) | undefined {
    if (place === null) return undefined;
    const { lon, lat, furthest } = this;
    const home = { lon: 0, lat: 0 };
    return (owner) => {
      const most = furthest[owner]!;
      // No way is shorter than the one along the meridian; the metre is far above the error of either sum.
      if (Math.abs(lat[owner]! - place.lat) * metresPerDegree > most + 1) return true;
      home.lon = lon[owner]!;
      home.lat = lat[owner]!;
      return isTooFar(home, place, most);
    };
  }
}

/** The place where all of a technician's days start; undefined when there are several, or no day. */
export function homeOf({ days }: Technician): Place | undefined {
  const home = days[0]?.start;
  const elsewhere = (place: Place): boolean => place.lon !== home!.lon || place.lat !== home!.lat;
  return home === undefined || days.some((day) => day.start !== home && elsewhere(day.start))
    ? undefined
    : home;
}
