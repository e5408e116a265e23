import type { Access, BusinessUnit, Queries } from '@itinera/db';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { maskIdentifier } from '../identifier.ts';
import { render } from '../notifications/content.ts';
import { queueMessage, textMessage } from '../notifications/queue-message.ts';
import { takeSms } from '../notifications/sms-budget.ts';
import { m } from '../paraglide/messages.js';
import { isLanguage } from '../shared/languages.ts';
import type { EpochSeconds } from '../shared/units.ts';

/** Tells the address or number that was signed in with until now that another has taken its place. */
export async function tellFormer(
  ctx: Context,
  tx: Queries,
  change: {
    unit: BusinessUnit;
    access: Access;
    channel: 'email' | 'sms';
    former: string;
    to: string;
    at: EpochSeconds;
  },
): Promise<void> {
  const { unit, access, channel, former, at } = change;
  if (channel === 'sms' && !(await takeSms(tx, unit, former, at, 1))) return;
  const language = isLanguage(access.language) ? access.language : 'en';
  const locale = { locale: language };
  const words = { company: portalName(unit), identifier: maskIdentifier(change.to) };
  const contact = [unit.contactEmail, unit.contactPhone].filter((one) => one !== null).join(', ');
  const content =
    channel === 'sms'
      ? textMessage(m.sms_changed(words, locale))
      : render({
          subject: m.mail_changed_subject(words, locale),
          intro: m.mail_changed_intro(words, locale),
          notes: [
            m.mail_changed_not_you({}, locale),
            ...(contact === '' ? [] : [m.mail_contact({ contact }, locale)]),
          ],
        });
  await queueMessage(ctx, tx, {
    businessUnitId: unit.id,
    kind: 'identifier-changed',
    channel,
    recipient: former,
    accessId: access.id,
    language,
    content,
    validIf: { kind: 'always' },
    dedupeKey: `identifier-changed:${access.id}:${access.revision}`,
  });
}
