import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Services } from './context.ts';

/** The session, the proof of the password while the second factor is asked for, and who asked for a passkey. */
type StaffCookie = 'itinera_staff' | 'itinera_staff_step' | 'itinera_staff_browser';

const stepLifetime = 10 * 60;

/** Under TLS the `__Host-` prefix keeps other hosts of the domain from setting the cookie. */
function nameOf(services: Services, cookie: StaffCookie): string {
  return services.publicUrl.protocol === 'https:' ? `__Host-${cookie}` : cookie;
}

export function readStaffCookie(c: Context, services: Services, cookie: StaffCookie) {
  return getCookie(c, nameOf(services, cookie));
}

/** The session lives as long as the browser's; the step for ten minutes. */
export function setStaffCookie(c: Context, services: Services, cookie: StaffCookie, value: string) {
  setCookie(c, nameOf(services, cookie), value, {
    ...flags(services),
    ...(cookie === 'itinera_staff_step' ? { maxAge: stepLifetime } : {}),
  });
}

export function clearStaffCookie(c: Context, services: Services, cookie: StaffCookie) {
  deleteCookie(c, nameOf(services, cookie), flags(services));
}

function flags(services: Services) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    secure: services.publicUrl.protocol === 'https:',
  } as const;
}
