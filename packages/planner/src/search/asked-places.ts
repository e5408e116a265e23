import type { PlaceIndex } from '../route/place-index.ts';
import type { Place } from '../units.ts';

const leastPlaces = 512;

/** The places of one side of a table, each once. */
export class AskedPlaces {
  private readonly index: PlaceIndex;
  private numbers = new Int32Array(leastPlaces);
  private count = 0;
  /** By number in the index: where the place stands in `numbers`, + 1; 0 = not yet. */
  private asked: Int32Array;

  constructor(index: PlaceIndex) {
    this.index = index;
    this.asked = index.takeMarks();
  }

  /** Where the place of this number stands among those asked for. */
  ask(number: number): number {
    if (number >= this.asked.length) this.asked = this.index.moreMarks(this.asked);
    const known = this.asked[number]!;
    if (known > 0) return known - 1;
    const at = this.count++;
    if (at === this.numbers.length) {
      const wider = new Int32Array(2 * at);
      wider.set(this.numbers);
      this.numbers = wider;
    }
    this.numbers[at] = number;
    this.asked[number] = this.count;
    return at;
  }

  /** The places asked for; once, at the end. */
  take(): Place[] {
    const { index, numbers, asked, count } = this;
    const places = new Array<Place>(count);
    for (let i = 0; i < count; i++) {
      asked[numbers[i]!] = 0;
      places[i] = index.places[numbers[i]!]!;
    }
    index.giveBackMarks(asked);
    return places;
  }
}
