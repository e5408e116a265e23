import {
  deleteAccessLink,
  endPortalSessions,
  linkAccessToCustomer,
  listCustomersOfAccess,
  lockAccess,
  unlinkAccessFromCustomer,
  updateAccess,
  type Access,
  type BusinessUnit,
  type Queries,
} from '@itinera/db';
import { appendEvent } from '../audit/append-event.ts';
import { portalName } from '../business-units/portal-name.ts';
import type { Context } from '../context.ts';
import { queueNotice } from '../notifications/queue-notice.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { requireIds } from '../shared/ids.ts';
import { identifierChangedContent, identifierChangedText } from './content.ts';
import { pageOf, present } from './read.ts';
import { requireFitting } from './requirements.ts';
import { readEditedAccess } from './schema.ts';
import type { EditAccessInput } from './types.ts';

const written = ['name', 'email', 'phone', 'language', 'notes'] as const;

/**
 * Writes an access anew: the person, and the customers they may act for (LBX-06, LBX-09). A customer that is not
 * named is detached and gone at the person's next request. Another e-mail or phone ends every session of the access,
 * takes its permanent link away and is told to where the person was reached before; their next code proves the new one. What is already so is
 * left alone, so sending the same twice is harmless.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `not-allowed` (`role`), `invalid`, `not-found`.
 */
export async function editAccess(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: EditAccessInput,
): Promise<void> {
  const { accessId } = input;
  requireIds({ accessId });
  const { customerIds, revision, ...person } = readEditedAccess(input);
  const { businessUnitId } = scope;
  await ctx.db.write(async (tx) => {
    const before = present(await lockAccess(tx, businessUnitId, accessId));
    const attached = (await listCustomersOfAccess(tx, businessUnitId, accessId)).map(({ id }) => id);
    const fields = written.filter((field) => before[field] !== person[field]);
    const attach = customerIds.filter((id) => !attached.includes(id));
    const detach = attached.filter((id) => !customerIds.includes(id));
    if (fields.length + attach.length + detach.length === 0) return;
    if (before.revision !== revision)
      throw new ItineraError('stale', 'The access was changed since it was shown', {
        field: 'revision',
        details: { current: await pageOf(tx, scope, accessId, ctx.clock.now()), given: { revision } },
      });
    const unit = await requireFitting(ctx, tx, scope, { ...person, customerIds });
    await updateAccess(tx, businessUnitId, accessId, revision, person);
    for (const id of attach) await linkAccessToCustomer(tx, businessUnitId, accessId, id);
    for (const id of detach) await unlinkAccessFromCustomer(tx, businessUnitId, accessId, id);
    if (fields.includes('email') || fields.includes('phone')) {
      await endPortalSessions(tx, { businessUnitId, accessId }, ctx.clock.now());
      await deleteAccessLink(tx, businessUnitId, accessId);
      await tellFormerAddress(ctx, tx, unit, before, fields.includes('phone'));
    }
    await appendEvent(ctx, tx, scope, {
      kind: 'access.changed',
      subjectType: 'access',
      subjectId: accessId,
      data: { fields, attach, detach },
    });
  });
}

/**
 * To the e-mail as it was, also when only the phone is another, and to the phone when it is the phone: the text message
 * counts in the unit's budget and is dropped beyond it.
 */
async function tellFormerAddress(
  ctx: Context,
  tx: Queries,
  unit: BusinessUnit,
  access: Access,
  phoneChanged: boolean,
): Promise<void> {
  const { id, name, email, phone, revision } = access;
  const company = portalName(unit);
  const contact = [unit.contactEmail, unit.contactPhone].filter((one) => one !== null);
  const notice = { unit, access, kind: 'identifier-changed' } as const;
  const dedupeKey = `identifier-changed-by-staff:${id}:${revision}`;
  if (email !== null)
    await queueNotice(ctx, tx, {
      ...notice,
      channel: 'email',
      recipient: email,
      content: (language) => identifierChangedContent({ company, name, contact }, language),
      dedupeKey,
    });
  if (phone !== null && phoneChanged)
    await queueNotice(ctx, tx, {
      ...notice,
      channel: 'sms',
      recipient: phone,
      content: (language) => identifierChangedText(company, language),
      dedupeKey: `${dedupeKey}:sms`,
    });
}
