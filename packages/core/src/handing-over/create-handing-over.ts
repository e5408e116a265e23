import type { Bind } from '../context.ts';
import { acceptHandOver } from './accept.ts';
import { proposeHandOver } from './propose.ts';
import type { HandingOverUseCases } from './types.ts';

/** The group of the core, its use cases bound by `bind`. */
export function createHandingOver(bind: Bind): HandingOverUseCases {
  return { propose: bind(proposeHandOver), accept: bind(acceptHandOver) };
}
