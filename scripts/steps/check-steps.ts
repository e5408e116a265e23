import { checkFileSizes } from '../checks/file-sizes.ts';
import { checkImportLaw } from '../checks/import-law.ts';
import { checkMachineTraces } from '../checks/machine-traces.ts';
import { typeSteps } from '../checks/types.ts';
import { checkWords } from '../checks/words.ts';
import { compileWords } from '../compile-words.ts';
import { wordsPlaces } from '../words/places.ts';
import type { Step } from './outcome.ts';
import { runCommand } from './run-command.ts';

/** What has to be there before anything else can be checked. */
export function wordsStep(root: string): Step {
  return {
    name: 'words',
    limitSeconds: 60,
    run: async () => {
      const places = wordsPlaces.map((place) => place.folder);
      const outcome = checkWords(root, places);
      if (outcome.failures.length === 0) await compileWords();
      return outcome;
    },
  };
}

/** The checks of `npm run check`, the longest first so that two at a time end together. */
export function checkSteps(root: string): Step[] {
  return [
    commandStep(root, 'lint: components', 480, ['eslint', '.', '--max-warnings', '0']),
    ...typeSteps(root),
    {
      name: 'import law',
      limitSeconds: 60,
      run: () => checkImportLaw(root),
    },
    commandStep(root, 'format', 240, ['prettier', '--check', '--log-level', 'warn', '.']),
    {
      name: 'file sizes',
      limitSeconds: 20,
      run: async () => checkFileSizes(root),
    },
    {
      name: 'traces of one machine',
      limitSeconds: 20,
      run: (signal) => checkMachineTraces(root, signal),
    },
  ];
}

/** A program that ends with 0 when all is well and otherwise prints what is not. */
function commandStep(root: string, name: string, limitSeconds: number, command: [string, ...string[]]): Step {
  return {
    name,
    limitSeconds,
    run: async (signal) => {
      const result = await runCommand(root, command, { signal });
      const failure =
        result.output === '' ? `${command[0]} ended with ${String(result.code)}` : result.output;
      return { failures: result.code === 0 ? [] : [failure], note: command[0] };
    },
  };
}
