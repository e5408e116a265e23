import type { Engine } from '@itinera/db';
import { afterEach, beforeEach } from 'vitest';
import { openWorkDesk, type WorkDesk } from '../../fixtures/work-desk.ts';
import { makeMigratedTarget } from '../db/stores.ts';

/** Each test gets a work desk on a migrated store of its own, which is gone after it; `use` makes what all of them begin with. */
export function eachWorkDesk(engine: Engine, use: (desk: WorkDesk) => Promise<void>): void {
  let end = async (): Promise<void> => {};
  beforeEach(async () => {
    const { store, drop } = await makeMigratedTarget(engine);
    end = drop;
    const desk = await openWorkDesk(store);
    end = async () => {
      await desk.close();
      await drop();
    };
    await use(desk);
  });
  afterEach(() => end());
}
