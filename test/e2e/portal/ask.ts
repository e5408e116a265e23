import type { System } from '../harness.ts';

export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The cookie of a signed-in person goes along, unless this is false. */
  signedIn?: boolean;
}

/** Requests as a browser without scripts makes them, redirects not followed. */
export function asker(system: System, session: () => string) {
  function ask(
    path: string,
    { method = 'GET', headers = {}, body, signedIn = true }: Ask = {},
  ): Promise<Response> {
    const cookie = `itinera_portal_language=en; itinera_portal=${session()}`;
    return fetch(`${system.portalUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: { accept: 'text/html', ...(signedIn ? { cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }

  /** A form sent from the portal's own page. */
  function send(path: string, fields: Record<string, string>, more: Ask = {}): Promise<Response> {
    return ask(path, {
      method: 'POST',
      ...more,
      headers: {
        origin: system.portalUrl,
        'content-type': 'application/x-www-form-urlencoded',
        ...more.headers,
      },
      body: new URLSearchParams(fields).toString(),
    });
  }
  return { ask, send };
}
