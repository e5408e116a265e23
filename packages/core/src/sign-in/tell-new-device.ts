import type { Queries } from '@itinera/db';
import { channelsOf } from '../business-units/channels.ts';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { maskIdentifier } from '../identifier.ts';
import { render } from '../notifications/content.ts';
import { textMessage } from '../notifications/queue-message.ts';
import { queueNotice } from '../notifications/queue-notice.ts';
import { m } from '../paraglide/messages.js';
import type { MatchingAccess } from './matching-accesses.ts';

/**
 * Tells the people for whom a new device may act now, on the channel that was not used: whoever has taken over a mailbox
 * seldom has the telephone too. Nobody is told twice of one sign-in.
 */
export async function tellNewDevice(
  ctx: Context,
  tx: Queries,
  matches: readonly MatchingAccess[],
  by: { channel: 'email' | 'sms'; identifier: string; device: string | null; sessionHash: string },
): Promise<void> {
  const { device, sessionHash } = by;
  const channel = by.channel === 'email' ? 'sms' : 'email';
  const told = new Set<string>();
  for (const { access, businessUnit: unit } of matches) {
    const recipient = channel === 'email' ? access.email : access.phone;
    if (recipient === null || told.has(recipient)) continue;
    if (channel === 'sms' && !channelsOf(ctx, unit).includes('sms')) continue;
    told.add(recipient);
    const words = { company: portalName(unit), identifier: maskIdentifier(by.identifier) };
    await queueNotice(ctx, tx, {
      unit,
      access,
      kind: 'new-device',
      channel,
      recipient,
      content: (locale) =>
        channel === 'sms'
          ? textMessage(m.sms_new_device(words, { locale }))
          : render({
              subject: m.mail_new_device_subject(words, { locale }),
              intro: m.mail_new_device_intro(words, { locale }),
              notes: [
                ...(device === null ? [] : [m.mail_new_device_which({ device }, { locale })]),
                m.mail_new_device_not_you({}, { locale }),
              ],
            }),
      dedupeKey: `new-device:${sessionHash}:${access.id}`,
    });
  }
}
