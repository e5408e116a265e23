import type { ApiScope } from '@itinera/core';
import type { ApiEnv } from '../context.ts';

/** A request of another system; the door has seen the key. */
export interface SystemEnv extends ApiEnv {
  Variables: ApiEnv['Variables'] & { scope: ApiScope };
}
