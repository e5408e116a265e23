import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One real address of the recorded matrix; coordinates in WGS84 degrees. */
export interface DemoPlace {
  line1: string;
  postalCode: string;
  city: string;
  lon: number;
  lat: number;
}

interface RecordedMatrix {
  addresses: {
    street: string;
    housenumber: string;
    postcode: string;
    city: string | null;
    lon: number;
    lat: number;
  }[];
  durations: number[][];
  distances: number[][];
}

/** The recorded answers of a real OSRM for 300 addresses, as they stand in `data/liechtenstein`. */
export async function readMatrix(dataFolder: string): Promise<RecordedMatrix> {
  return JSON.parse(await readFile(join(dataFolder, 'matrix-300.json'), 'utf8')) as RecordedMatrix;
}

/** The matrix's addresses as people write them; a hamlet without a town of its own takes the country's name. */
export function placesOf(matrix: RecordedMatrix): DemoPlace[] {
  return matrix.addresses.map((address) => ({
    line1: `${address.street} ${address.housenumber}`,
    postalCode: address.postcode,
    city: address.city ?? 'Liechtenstein',
    lon: address.lon,
    lat: address.lat,
  }));
}
