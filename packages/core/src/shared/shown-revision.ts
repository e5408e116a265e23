import { z } from 'zod';

const remedy = 'must be the revision that was shown';

/** The revision somebody was shown and gives back with a change: another one in the store refuses it as `stale`. From 1. */
export const shownRevision = z.int(remedy).min(1, remedy);
