import type { Access, BusinessUnit, Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import { isLanguage, type Language } from '../shared/languages.ts';
import type { Rendered } from './content.ts';
import { queueMessage, type MessageKind, type TextMessage } from './queue-message.ts';
import { takeSms } from './sms-budget.ts';

/** What a person is told about their own access, where it is told, and in their language. */
export interface Notice {
  unit: BusinessUnit;
  access: Access;
  kind: MessageKind;
  channel: 'email' | 'sms';
  recipient: string;
  content: (language: Language) => Rendered | TextMessage;
  /** As of `queueMessage`. */
  dedupeKey: string;
}

/** Queues a notice; a text message beyond the unit's budget is left out. Returns whether it will leave. */
export async function queueNotice(ctx: Context, tx: Queries, notice: Notice): Promise<boolean> {
  const { unit, access, channel, recipient, content, kind, dedupeKey } = notice;
  if (channel === 'sms' && !(await takeSms(tx, unit, recipient, ctx.clock.now(), 1))) return false;
  const language = isLanguage(access.language) ? access.language : 'en';
  await queueMessage(ctx, tx, {
    businessUnitId: unit.id,
    kind,
    channel,
    recipient,
    accessId: access.id,
    language,
    content: content(language),
    validIf: { kind: 'always' },
    dedupeKey,
  });
  return true;
}
