import type { Cookies } from '@sveltejs/kit';

const day = 24 * 60 * 60;

/** Every cookie of the portal and how long a browser keeps it, in seconds; undefined: until the browser closes. */
const lifetimes = {
  /** The session's token; the core decides when it ends. Kept only if the person asked for it. */
  session: 30 * day,
  /** The challenge whose code is awaited. */
  challenge: 60 * 60,
  /** The link of a message that was opened, until its button is pressed: the page itself has no secret in its address. */
  link: 10 * 60,
  /** The same of a permanent link. */
  entry: 10 * 60,
  /** What opens a preview for staff, until its button is pressed. */
  grant: 2 * 60,
  /** The portal as staff see it for somebody; the core decides when it ends, and the page says so. */
  preview: undefined,
  /** Marks a browser that signed in before. */
  device: 365 * day,
  /** The language chosen by hand. */
  language: 365 * day,
  /** The window kept while it is being confirmed, so that Back shows it again. */
  hold: undefined,
} as const;

export type PortalCookie = keyof typeof lifetimes;

/** The cookie's name: `__Host-` binds it to this host and to https wherever TLS is. */
export function cookieName(cookie: PortalCookie, secure: boolean): string {
  const name = cookie === 'session' ? 'itinera_portal' : `itinera_portal_${cookie}`;
  return secure ? `__Host-${name}` : name;
}

interface Jar {
  cookies: Cookies;
  locals: { secure: boolean };
}

export function readCookie({ cookies, locals }: Jar, cookie: PortalCookie): string | undefined {
  return cookies.get(cookieName(cookie, locals.secure)) || undefined;
}

/** @param keep false: until the browser closes, whatever the cookie */
export function setCookie({ cookies, locals }: Jar, cookie: PortalCookie, value: string, keep = true): void {
  const maxAge = keep ? lifetimes[cookie] : undefined;
  cookies.set(cookieName(cookie, locals.secure), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.secure,
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

export function deleteCookie({ cookies, locals }: Jar, cookie: PortalCookie): void {
  cookies.delete(cookieName(cookie, locals.secure), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: locals.secure,
  });
}
