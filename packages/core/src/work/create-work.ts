import type { WorkUseCases } from './core-work.ts';
import { latestChange } from './changes.ts';
import { closeByForm } from './close-by-form.ts';
import { correctWork } from './correct-work.ts';
import { decideLate } from './decide-late.ts';
import { workPage } from './read.ts';
import { takeStep } from './step.ts';
import type { Bind } from '../context.ts';

/** The group `work` of the core. */
export function createWork(bind: Bind): WorkUseCases {
  return {
    latestChange: bind(latestChange),
    page: bind(workPage),
    close: bind(closeByForm),
    correct: bind(correctWork),
    decideLate: bind(decideLate),
    step: bind(takeStep),
  };
}
