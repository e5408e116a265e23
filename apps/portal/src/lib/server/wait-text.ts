import { durationText } from '../format/durations.ts';

/** How long until `retryAt` (epoch seconds), in whole minutes rounded up; a minute when it is not known. */
export function waitText(locals: App.Locals, retryAt: number | undefined): string {
  const seconds = retryAt === undefined ? 60 : retryAt - locals.core.clock.now();
  return durationText(Math.max(60, seconds), locals.language);
}
