import type { Metres, Place } from '../units.ts';
import { TravelError } from './error.ts';
import { placeKey } from './places.ts';
import { straightLine } from './straight-line.ts';

/** Where OSRM put a place: on which point of which road. */
export interface Snap {
  location: Place;
  /** OSRM's own note of it, given back so that the place need not be searched for again. */
  hint: string;
  /** In how many more questions it is taken for granted. */
  uses: number;
}

/** A place is looked at again after so many questions: the server may have got a new map meanwhile. */
const usesPerLook = 500;

/**
 * What is known of where places lie on the road. OSRM moves a place to the nearest road, however far, so the first
 * question about a place always asks for its waypoint, and holds the distance against the limit. Only places within it
 * are remembered: a question about remembered places alone leaves the waypoints out and gives the hints back.
 */
export class SnapMemory {
  private readonly snaps = new Map<string, Snap>();
  private readonly maxSnap: Metres;
  private readonly capacity: number;
  private version: unknown;

  constructor(maxSnap: Metres, capacity: number) {
    this.maxSnap = maxSnap;
    this.capacity = capacity;
  }

  /** The snaps of all the places, in their order; undefined when one is not known. */
  recall(places: readonly Place[]): Snap[] | undefined {
    const found: Snap[] = [];
    for (const place of places) {
      const snap = this.snaps.get(placeKey(place));
      if (snap === undefined) return undefined;
      found.push(snap);
    }
    for (const [i, snap] of found.entries()) {
      snap.uses -= 1;
      if (snap.uses <= 0) this.snaps.delete(placeKey(places[i] as Place));
    }
    return found;
  }

  /** Forgets everything: the server does not know its hints any more. */
  forget(): void {
    this.snaps.clear();
  }

  /** Whether an answer comes from the map that is remembered. When not, everything is forgotten. */
  isOfSameMap(body: Record<string, unknown>): boolean {
    if (body.data_version === this.version) return true;
    this.version = body.data_version;
    const knew = this.snaps.size > 0;
    this.forget();
    return !knew;
  }

  /**
   * Where each place was moved to on the road; undefined when that is farther than the limit.
   * @throws {TravelError} 'bad-answer' when these are not the places' waypoints.
   */
  read(waypoints: unknown, name: string, places: readonly Place[]): (Place | undefined)[] {
    if (!Array.isArray(waypoints) || waypoints.length !== places.length) {
      throw new TravelError('bad-answer', `OSRM's ${name} is not a list of ${places.length} waypoints`);
    }
    return places.map((place, number) => {
      const { location, distance, hint } = fieldsOf(waypoints[number]);
      const [lon, lat] = Array.isArray(location) ? (location as unknown[]) : [];
      if (typeof lon !== 'number' || typeof lat !== 'number' || typeof distance !== 'number') {
        throw new TravelError('bad-answer', `OSRM's ${name}[${number}] has no location and distance`);
      }
      const moved = { lon, lat };
      // Its own distance is not enough: an answer with lon and lat exchanged would pass.
      const near = distance >= 0 && distance <= this.maxSnap && straightLine(place, moved) <= this.maxSnap;
      if (!near) return undefined;
      if (typeof hint === 'string') this.keep(place, { location: moved, hint, uses: usesPerLook });
      return moved;
    });
  }

  private keep(place: Place, snap: Snap): void {
    if (this.capacity === 0) return;
    this.snaps.set(placeKey(place), snap);
    if (this.snaps.size <= this.capacity) return;
    const [oldest] = this.snaps.keys();
    if (oldest !== undefined) this.snaps.delete(oldest);
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
