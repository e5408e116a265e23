import type { Place } from '../units.ts';

const leastMarks = 256;

/** Numbers places, each pair of coordinates once, in order of appearance. */
export class PlaceIndex {
  /** The distinct places; the number of a place is its index here. */
  readonly places: Place[] = [];
  /** Open addressing: entries are a place's number + 1, 0 is free. Strings as keys would cost more than the search. */
  private table!: Int32Array;
  /** Longitude and latitude by number, side by side: looking into the places themselves would wait for memory. */
  private coordinates!: Float64Array;
  /** The same bits as whole numbers. */
  private words!: Int32Array;

  private readonly spareMarks: Int32Array[] = [];

  /** With room for as many places as are expected; for more it grows. */
  constructor(expected = 0) {
    let size = 256;
    while (size < 2 * expected) size *= 2;
    this.resize(size);
  }

  /** A column with a 0 for each number there is, to be given back with nothing but zeros in it. */
  takeMarks(): Int32Array {
    const marks = this.spareMarks.pop();
    const count = this.places.length;
    return marks !== undefined && marks.length >= count ? marks : new Int32Array(Math.max(count, leastMarks));
  }

  /** The same marks, with room for numbers that came since. */
  moreMarks(marks: Int32Array): Int32Array {
    const more = new Int32Array(2 * this.places.length);
    more.set(marks);
    return more;
  }

  giveBackMarks(marks: Int32Array): void {
    this.spareMarks.push(marks);
  }

  /** The number of a place, new or known. */
  add(place: Place): number {
    const { places, coordinates, table } = this;
    // Written behind the last one, where it stays if it is new. Adding 0 makes -0 the same coordinate as 0.
    const next = places.length;
    coordinates[2 * next] = place.lon + 0;
    coordinates[2 * next + 1] = place.lat + 0;
    const slot = this.slotOf(next);
    const known = table[slot]!;
    if (known > 0) return known - 1;
    table[slot] = places.push(place);
    if (places.length * 2 >= table.length) this.grow();
    return next;
  }

  /** Where the place whose coordinates have this number stands in the table, or the free entry where it belongs. */
  private slotOf(number: number): number {
    const { words, coordinates, table } = this;
    const word = 4 * number;
    let hash = Math.imul(words[word]! ^ Math.imul(words[word + 1]!, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(
      hash ^ (hash >>> 15) ^ words[word + 2]! ^ Math.imul(words[word + 3]!, 0xc2b2ae35),
      0x27d4eb2f,
    );
    hash ^= hash >>> 16;
    const lon = coordinates[2 * number]!;
    const lat = coordinates[2 * number + 1]!;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const entry = table[slot]!;
      if (entry === 0) return slot;
      if (coordinates[2 * entry - 2] === lon && coordinates[2 * entry - 1] === lat) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const { coordinates } = this;
    this.resize(this.table.length * 4);
    this.coordinates.set(coordinates);
    for (let i = 0; i < this.places.length; i++) this.table[this.slotOf(i)] = i + 1;
  }

  private resize(size: number): void {
    this.table = new Int32Array(size);
    this.coordinates = new Float64Array(size);
    this.words = new Int32Array(this.coordinates.buffer);
  }
}
