import { setTimeout } from 'node:timers/promises';
import {
  ItineraError,
  type CancelInput,
  type ConfirmResult,
  type Core,
  type HoldInput,
  type HoldResult,
} from '@itinera/core';
import { contextOf } from '@itinera/core/set-up';
import type { Queries } from '@itinera/db';
import { withoutLocks } from '@itinera/db/testing';
import { accessScope } from '../../fixtures/scopes.ts';
import type { SmallCompany } from '../../fixtures/small-company.ts';

/** Where a booker's customer may go: straight into a core, or to one over HTTP. */
export interface Desk {
  hold(input: HoldInput): Promise<HoldResult>;
  confirm(input: { holdId: string; idempotencyKey: string }): Promise<ConfirmResult>;
  cancel(input: CancelInput): Promise<null>;
}

/** The bookers' customers: all of mario's or lisa's company, each a person of their own. */
export interface Crowd {
  company: SmallCompany;
  /** One access for each booker. */
  accessIds: string[];
}

/** A desk at the core itself, for the crowd's nth person. */
export function coreDesk(core: Core, { company, accessIds }: Crowd, n: number): Desk {
  const customer = n % 2 === 0 ? company.customers.mario : company.customers.lisa;
  const scope = accessScope(company, { ...customer, accessIds: [accessIds[n]!] }, `Person ${n}`);
  return {
    hold: (input) => core.bookings.hold(scope, input),
    confirm: (input) => core.bookings.confirm(scope, input),
    cancel: async (input) => {
      await core.bookings.cancel(scope, input);
      return null;
    },
  };
}

/** A refusal that left the process, or came back into one. */
export interface Refusal {
  code: ItineraError['code'];
  reason: string | null;
}

/** A desk behind `POST url`, as `serveDesks` answers it. */
export function remoteDesk(url: string, n: number): Desk {
  const ask = async <T>(command: keyof Desk, input: object): Promise<T> => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ n, command, input }) });
    const answer = (await response.json()) as { done: T } | { refused: Refusal };
    if ('done' in answer) return answer.done;
    throw new ItineraError(answer.refused.code, 'refused over there', {
      ...(answer.refused.reason !== null && { reason: answer.refused.reason }),
    });
  };
  return {
    hold: (input) => ask('hold', input),
    confirm: (input) => ask('confirm', input),
    cancel: (input) => ask('cancel', input),
  };
}

/**
 * Takes the locks away from a core, for the control: nobody waits for anybody, and every statement that writes takes
 * 10 ms, so that there is time for others to look between a look and a write. The belt is the store's: `dropBelt`.
 */
export function unlock(core: Core): void {
  const ctx = contextOf(core);
  const free = withoutLocks(ctx.db);
  ctx.db = Object.create(free, {
    write: {
      value: (work: Parameters<typeof free.write>[0]) => free.write((tx) => work(slowWrites(tx))),
    },
  }) as typeof free;
}

function slowWrites(tx: Queries): Queries {
  return {
    engine: tx.engine,
    tables: tx.tables,
    select: tx.select,
    selectDistinct: tx.selectDistinct,
    insert: (...args) => slow(tx.insert(...args)),
    update: (...args) => slow(tx.update(...args)),
    delete: (...args) => slow(tx.delete(...args)),
  };
}

/** A builder that waits before its statement is run. */
function slow<T extends object>(builder: T): T {
  return new Proxy(builder, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'then')
        return async (...handlers: unknown[]) => {
          await setTimeout(10);
          return value.apply(target, handlers) as unknown;
        };
      return (...args: unknown[]): unknown => {
        const result: unknown = value.apply(target, args);
        return typeof result === 'object' && result !== null ? slow(result) : result;
      };
    },
  });
}
