import type { BusinessUnit } from '@itinera/db';
import type { Context } from '../context.ts';

/** The channels by which a unit's customers sign in: those it has switched on, where this installation can send there. */
export function channelsOf(ctx: Pick<Context, 'smsSender'>, unit: BusinessUnit): ('email' | 'sms')[] {
  return unit.channels.filter((channel) => channel === 'email' || ctx.smsSender !== null);
}
