import { ItineraError } from '../shared/errors.ts';

/** Runs a change; what a stale one is told is as it stands for the key, not as staff see it. */
export async function withCurrent<T>(change: () => Promise<T>, read: () => Promise<unknown>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof ItineraError) || error.code !== 'stale') throw error;
    throw new ItineraError('stale', error.message, {
      field: 'revision',
      details: { current: await read() },
    });
  }
}
