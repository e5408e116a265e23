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
    postcode?: string | null;
    city?: string | null;
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

/** The matrix's addresses as people write them; the few that the map knows without a town are left out. */
export function placesOf(matrix: RecordedMatrix): DemoPlace[] {
  return matrix.addresses.flatMap(({ street, housenumber, postcode, city, lon, lat }) =>
    city && postcode ? [{ line1: `${street} ${housenumber}`, postalCode: postcode, city, lon, lat }] : [],
  );
}
