import type { Context } from '../context.ts';
import { acceptHandOver } from './accept.ts';
import { proposeHandOver } from './propose.ts';
import type { HandingOverUseCases } from './types.ts';

/** The group of the core, its use cases bound by `bind`. */
export function createHandingOver(
  bind: <A extends unknown[], R>(
    useCase: (ctx: Context, ...args: A) => Promise<R>,
  ) => (...args: A) => Promise<R>,
): HandingOverUseCases {
  return { propose: bind(proposeHandOver), accept: bind(acceptHandOver) };
}
