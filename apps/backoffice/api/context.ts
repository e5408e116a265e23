import type { HttpBindings } from '@hono/node-server';
import type { BusinessUnitScope, Core, StaffSession } from '@itinera/core';
import type { IncomingMessage } from 'node:http';

/** What the routes work with; one set a process. */
export interface Services {
  core: Core;
  /** Where people's browsers find the back office. */
  publicUrl: URL;
  /** The client's address as the proxy rules find it. */
  clientNetwork(request: IncomingMessage | undefined): string;
  /** Where the base map is served, with its version; null: this installation has none. */
  basemapUrl: string | null;
}

/** A request anybody may make. `app.request()` in tests brings no bindings. */
export interface ApiEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string };
}

/** A request of a signed-in staff user; the gate has seen the session. */
export interface StaffEnv extends ApiEnv {
  Variables: ApiEnv['Variables'] & { session: StaffSession; sessionToken: string };
}

/** A request in one business unit; the gate has seen session, role and unit. */
export interface UnitEnv extends ApiEnv {
  Variables: StaffEnv['Variables'] & {
    scope: BusinessUnitScope;
    /** The business unit's zone. */
    zone: string;
  };
}
