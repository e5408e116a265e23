import type { WorkUseCases } from './core-work.ts';
import { latestChange } from './changes.ts';
import { closeByForm } from './close-by-form.ts';
import { workPage } from './read.ts';
import { takeStep } from './step.ts';
import type { Bind } from '../context.ts';

/** The group `work` of the core. */
export function createWork(bind: Bind): WorkUseCases {
  return {
    latestChange: bind(latestChange),
    page: bind(workPage),
    close: bind(closeByForm),
    step: bind(takeStep),
  };
}
