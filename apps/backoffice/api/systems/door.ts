import { ItineraError, type KnownKey } from '@itinera/core';
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Services } from '../context.ts';
import { statusOfError } from '../errors.ts';
import { requestLimit } from '../request-limit.ts';
import type { SystemEnv } from './env.ts';
import { systemRoute, type SystemRouteId } from './route-list.ts';

/** What a key may ask in a minute; searches have a limit of their own in core. */
const perKey = { requests: 300, window: 60 };
/** Refused keys from one network in a minute. */
const refusals = { requests: 30, window: 60 };
/** Calls of a key that are noted in a minute: all that are answered, and enough of the others to see what goes on. */
const noted = { requests: 600, window: 60 };

/** The door of a route for other systems: shows the key to core, counts, asks for the route's right, notes the call. */
export type Door = (id: SystemRouteId) => MiddlewareHandler<SystemEnv>;

export function systemDoor({ core, clientNetwork }: Services): Door {
  const limit = requestLimit(core.clock, perKey);
  const limitRefusals = requestLimit(core.clock, refusals);
  const limitNotes = requestLimit(core.clock, noted);

  async function enter(c: Context<SystemEnv>, id: SystemRouteId, address: string, seen: Seen): Promise<void> {
    const shown = /^Bearer ([!-~]{1,200})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const entry =
      shown === undefined ? { kind: 'refused' as const, key: null } : await core.apiKeys.enter(shown);
    seen.key = entry.key;
    if (entry.kind === 'refused') {
      // Who shows nothing guesses nothing.
      if (shown !== undefined) refuseAfter(limitRefusals(address));
      c.header('WWW-Authenticate', 'Bearer');
      throw new ItineraError('unauthenticated', 'Show a key that is good: Authorization: Bearer itk_…');
    }
    refuseAfter(limit(entry.key.apiKeyId));
    const { rights } = systemRoute(id);
    if (rights.length > 0 && !rights.some((right) => entry.scope.rights.includes(right)))
      throw new ItineraError('not-allowed', `This takes the right ${rights.join(' or ')}`, {
        reason: 'right',
      });
    c.set('scope', entry.scope);
  }

  return (id) =>
    createMiddleware<SystemEnv>(async (c, next) => {
      const began = performance.now();
      const address = clientNetwork(c.env?.incoming);
      const seen: Seen = { key: null };
      const note = (status: number): void => {
        if (seen.key === null || limitNotes(seen.key.apiKeyId) !== null) return;
        const milliseconds = Math.round(performance.now() - began);
        core.apiKeys.note({ ...seen.key, route: id, status, milliseconds, address });
      };
      try {
        await enter(c, id, address, seen);
      } catch (error) {
        note(statusOfError(error));
        throw error;
      }
      await next();
      note(c.res.status);
    });
}

/** Whose call it is, as soon as that is known. */
interface Seen {
  key: KnownKey | null;
}

function refuseAfter(retryAt: number | null): void {
  if (retryAt !== null)
    throw new ItineraError('too-many', 'Too many requests: wait a little', {
      reason: 'requests',
      details: { retryAt },
    });
}
