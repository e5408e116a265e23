import type { Queries } from '@itinera/db';

/** A job's hold on its work, for jobs that take longer than the usual lease. */
export interface Lease {
  /** Holds it for another while, in the write of what was done; false when another worker has it. */
  renew(tx: Queries): Promise<boolean>;
  /** Aborted when the process is to end. */
  stopping?: AbortSignal | undefined;
}
