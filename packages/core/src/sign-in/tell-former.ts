import type { Access, BusinessUnit, Queries } from '@itinera/db';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { maskIdentifier } from '../identifier.ts';
import { render } from '../notifications/content.ts';
import { textMessage } from '../notifications/queue-message.ts';
import { queueNotice } from '../notifications/queue-notice.ts';
import { m } from '../paraglide/messages.js';

/** Tells the address or number that was signed in with until now that another has taken its place. */
export async function tellFormer(
  ctx: Context,
  tx: Queries,
  change: { unit: BusinessUnit; access: Access; channel: 'email' | 'sms'; former: string; to: string },
): Promise<void> {
  const { unit, access, channel, former } = change;
  const words = { company: portalName(unit), identifier: maskIdentifier(change.to) };
  const contact = [unit.contactEmail, unit.contactPhone].filter((one) => one !== null).join(', ');
  await queueNotice(ctx, tx, {
    unit,
    access,
    kind: 'identifier-changed',
    channel,
    recipient: former,
    content: (locale) =>
      channel === 'sms'
        ? textMessage(m.sms_changed(words, { locale }))
        : render({
            subject: m.mail_changed_subject(words, { locale }),
            intro: m.mail_changed_intro(words, { locale }),
            notes: [
              m.mail_changed_not_you({}, { locale }),
              ...(contact === '' ? [] : [m.mail_contact({ contact }, { locale })]),
            ],
          }),
    dedupeKey: `identifier-changed:${access.id}:${access.revision}`,
  });
}
