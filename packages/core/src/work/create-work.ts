import type { WorkUseCases } from './core-work.ts';
import { latestChange } from './changes.ts';
import { closeByForm } from './close-by-form.ts';
import { workPage } from './read.ts';
import { takeStep } from './step.ts';
import type { Context } from '../context.ts';

/** Gives a use case its context; a refusal is an ItineraError. */
type Bind = <A extends unknown[], R>(
  useCase: (ctx: Context, ...args: A) => Promise<R>,
) => (...args: A) => Promise<R>;

/** The group `work` of the core. */
export function createWork(bind: Bind): WorkUseCases {
  return {
    latestChange: bind(latestChange),
    page: bind(workPage),
    close: bind(closeByForm),
    step: bind(takeStep),
  };
}
