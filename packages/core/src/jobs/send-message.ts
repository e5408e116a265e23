import { findMessageToSend, settleMessage, type Message } from '@itinera/db';
import { markUnreached } from '@itinera/db/work';
import type { Context } from '../context.ts';
import { bodyOf, isPassing, type SendMessagePayload } from '../notifications/queue-message.ts';
import { isStillTrue } from '../notifications/still-true.ts';
import { portalBaseHost } from '../shared/portal-address.ts';
import { attachmentsOf } from '../reports/mail-report.ts';
import { SmsError, type Sms } from '../outside/sms-sender.ts';

/**
 * Sends one queued message, unless it is not true any more. Rejects when mailer or gateway did not take it; a text
 * message that the provider refuses for good is given up at once. A process that dies between the sending and its note
 * sends once more, under the same Message-ID or reference.
 */
export async function sendMessage(ctx: Context, payload: unknown): Promise<void> {
  const message = await find(ctx, payload);
  if (message?.state !== 'queued') return;
  const { id, kind, recipient, subject } = message;
  const stillTrue = await isStillTrue(ctx.db.read, message, ctx.clock.now());
  const attachments = stillTrue ? await attachmentsOf(ctx.db.read, message) : null;
  const valid = attachments !== null;
  if (valid) {
    const { text, html } = bodyOf(ctx, message);
    try {
      if (message.channel === 'sms') await sendSms(ctx, { to: recipient, text, reference: id });
      else
        await ctx.mailer.send({
          to: recipient,
          subject,
          text,
          ...(html === null ? {} : { html }),
          messageId: `<${id}@${portalBaseHost(ctx.config.portalUrl)}>`,
          ...(attachments.length === 0 ? {} : { attachments }),
        });
    } catch (error) {
      if (!(error instanceof SmsError && error.permanent)) throw error;
      await settle(ctx, message, 'failed');
      ctx.logger.warn({ message: id, kind, error: error.code }, 'text message refused for good');
      return;
    }
  }
  await settle(ctx, message, valid ? 'sent' : 'superseded');
  ctx.logger.info({ message: id, kind, sent: valid }, valid ? 'message sent' : 'message superseded');
}

async function sendSms(ctx: Context, sms: Sms): Promise<void> {
  if (ctx.smsSender === null) throw new SmsError('not-configured', false);
  await ctx.smsSender.send(sms);
}

/** Gives a message up: it was tried too often. */
export async function giveUpMessage(ctx: Context, payload: unknown): Promise<void> {
  const message = await find(ctx, payload);
  if (message?.state === 'queued') await settle(ctx, message, 'failed');
}

async function find(ctx: Context, payload: unknown): Promise<Message | undefined> {
  return findMessageToSend(ctx.db.read, (payload as SendMessagePayload).messageId);
}

async function settle(
  ctx: Context,
  message: Message,
  state: 'sent' | 'superseded' | 'failed',
): Promise<void> {
  const at = ctx.clock.now();
  const { id, businessUnitId, kind } = message;
  await ctx.db.write(async (tx) => {
    const isSettled = await settleMessage(tx, id, { state, at, blank: isPassing(kind) });
    if (isSettled && state === 'failed' && kind === 'report') await markUnreached(tx, businessUnitId, id);
  });
}
