import type { Actions, PageServerLoad } from './$types';
import { redirect } from '@sveltejs/kit';
import { refusalIn } from '#lib/errors/refusal.ts';
import { dayText, timeText } from '#lib/format/dates.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { ownAccount, ownSessions, sessionToken } from '#lib/server/signed-in.ts';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const [account, sessions] = await Promise.all([ownAccount(event), ownSessions(event)]);
  const now = locals.core.clock.now();
  const { zone } = locals.portal;
  const told = (at: number) =>
    `${dayText(at, zone, locals.language, now)}, ${timeText(at, zone, locals.language)}`;
  return {
    email: account.email,
    phone: account.phone,
    fresh: account.fresh,
    usesPhone: account.channels.includes('sms'),
    sessions: sessions.map(({ handle, device, lastSeenAt, current, remembered }) => ({
      handle,
      device,
      lastSeen: told(lastSeenAt),
      current,
      remembered,
    })),
    changed: url.searchParams.has('changed'),
    ended: url.searchParams.has('ended'),
  };
};

export const actions: Actions = {
  end: async (event) => {
    const handle = text(await readForm(event.request), 'session');
    try {
      await event.locals.core.signIn.endOwnSession(sessionToken(event), handle);
    } catch (error) {
      // It had ended by itself: what was asked for is so.
      if (refusalIn(error)?.code !== 'not-found') throw error;
    }
    redirect(303, '/account?ended');
  },
  endOthers: async (event) => {
    await event.locals.core.signIn.endOtherSessions(sessionToken(event));
    redirect(303, '/account?ended');
  },
};
