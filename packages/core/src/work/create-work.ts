import type { WorkUseCases } from './core-work.ts';
import { workPage } from './read.ts';
import { takeStep } from './step.ts';
import type { Bind } from '../context.ts';

/** The group `work` of the core. */
export function createWork(bind: Bind): WorkUseCases {
  return { page: bind(workPage), step: bind(takeStep) };
}
