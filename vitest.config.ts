import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** One server of each kind for all files of the projects that need it. */
const withPostgres = { globalSetup: ['test/helpers/postgres.ts'] };

/** Files that take longest begin first, so that no worker is left with one of them when the others have ended. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      /\/(start|looks[\w-]*|races|timing|fuzz-\w+|swaps|bookings|staff-invitations)\.test\.ts$/.test(
        moduleId,
      );
    const others = files.filter((file) => !isLong(file));
    return [...files.filter(isLong), ...(await super.sort(others))];
  }
}

/** One project per kind of test, so that each can be run alone: `npx vitest run --project unit`. */
export default defineConfig({
  test: {
    // Tests wait as much as they compute: vitest's own choice, a core less than there are, leaves one of two idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Modules hold no state of their own (`npm run check` bans clocks and chance in them), so files of one worker share
    // them: loading them anew for each file took as long as the tests.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/*/*.test.ts',
            'apps/*/{src,api,worker}/**/*.test.ts',
            'apps/*/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'oracle',
          include: ['test/{oracle,property}/**/*.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          ...withPostgres,
          name: 'contract',
          include: ['test/{contract,chaos}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...withPostgres,
          name: 'security',
          include: ['test/security/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...withPostgres,
          name: 'e2e',
          // Browsers and pages wait for each other more than they compute.
          maxWorkers: Math.max(3, availableParallelism() - 1),
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
