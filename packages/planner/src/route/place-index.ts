import type { Place } from '../units.ts';

/** Numbers places, each pair of coordinates once, in order of appearance. */
export class PlaceIndex {
  /** The distinct places; the number of a place is its index here. */
  readonly places: Place[] = [];
  /** Open addressing: entries are a place's number + 1, 0 is free. Strings as keys would cost more than the search. */
  private table = new Int32Array(256);
  private readonly bits = new Float64Array(2);
  private readonly words = new Int32Array(this.bits.buffer);

  /** The number of a place, new or known. */
  add(place: Place): number {
    let slot = this.slotOf(place);
    const known = this.table[slot]!;
    if (known > 0) return known - 1;
    if (this.places.length * 2 >= this.table.length) {
      this.grow();
      slot = this.slotOf(place);
    }
    this.table[slot] = this.places.push(place);
    return this.places.length - 1;
  }

  /** Where the place stands in the table, or the free entry where it belongs. */
  private slotOf(place: Place): number {
    const { bits, words } = this;
    // Adding 0 makes -0 the same coordinate as 0.
    bits[0] = place.lon + 0;
    bits[1] = place.lat + 0;
    let hash = Math.imul(words[0]! ^ Math.imul(words[1]!, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15) ^ words[2]! ^ Math.imul(words[3]!, 0xc2b2ae35), 0x27d4eb2f);
    hash ^= hash >>> 16;
    const mask = this.table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = this.table[slot]!;
      if (entry === 0) return slot;
      const known = this.places[entry - 1]!;
      if (known.lon === place.lon && known.lat === place.lat) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    this.table = new Int32Array(this.table.length * 2);
    for (let i = 0; i < this.places.length; i++) this.table[this.slotOf(this.places[i]!)] = i + 1;
  }
}
