import { AsyncLocalStorage } from 'node:async_hooks';
import { DbError } from './errors.ts';

/** Knows whether code runs inside a write of this database, however deep, and refuses a second one there. */
export class WriteScope {
  #current = new AsyncLocalStorage<{ open: boolean }>();

  /** Runs `work` as a write. What it leaves running after it has ended counts as outside. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const scope = { open: true };
    try {
      return await this.#current.run(scope, work);
    } finally {
      scope.open = false;
    }
  }

  refuseNested(): void {
    if (this.#current.getStore()?.open) {
      throw new DbError(
        'nested-write',
        'A write was begun inside a write: hand the transaction down instead',
      );
    }
  }
}
