import type { Access, BusinessUnit, CustomerRequest, PortalAction, Queries } from '@itinera/db';
import { portalLink } from '../business-units/portal-link.ts';
import { portalName } from '../business-units/portal-name.ts';
import { tellsCustomer } from '../catalogue/note-use.ts';
import type { Context } from '../context.ts';
import { answeredContent, receivedContent, type RequestFacts } from '../notifications/request-content.ts';
import { queueMessage } from '../notifications/queue-message.ts';
import { spokenWindow } from '../notifications/times.ts';
import { isLanguage, type Language } from '../shared/languages.ts';
import type { RequestKind } from '../shared/requests.ts';

/** Tells whoever sent a request that it arrived, unless the action is silent. `access`: locked. */
export async function tellReceived(
  ctx: Context,
  tx: Queries,
  of: {
    unit: BusinessUnit;
    access: Access;
    action: PortalAction;
    kind: RequestKind;
    requestId: string;
    interventionId: string | null;
  },
): Promise<void> {
  const { unit, access, action, kind, requestId, interventionId } = of;
  if (!tellsCustomer(action) || !isReachable(access)) return;
  const path = interventionId === null ? '/' : `/visits/${interventionId}`;
  await queueMessage(ctx, tx, {
    ...toAccess(unit, access, interventionId),
    kind: 'request-received',
    content: receivedContent(kind, factsOf(ctx, unit, access, path), languageOf(access)),
    dedupeKey: `request-received:${requestId}`,
  });
}

/** Sends whoever asked the answer of staff. Returns the message; null to who may not sign in, or has no address. */
export async function tellAnswered(
  ctx: Context,
  tx: Queries,
  of: { unit: BusinessUnit; access: Access; request: CustomerRequest; answer: string; files: number },
): Promise<string | null> {
  const { unit, access, request, answer, files } = of;
  if (!isReachable(access)) return null;
  const { id, createdAt, interventionId } = request;
  const language = languageOf(access);
  const { date } = spokenWindow({ start: createdAt, end: createdAt, zone: unit.zone }, language);
  const facts = { ...factsOf(ctx, unit, access, '/requests'), answer, date, files };
  return queueMessage(ctx, tx, {
    ...toAccess(unit, access, interventionId),
    kind: 'request-answered',
    content: answeredContent(facts, language),
    dedupeKey: `request-answered:${id}`,
  });
}

/** Whether a mail about a request reaches this person. */
export function isReachable(
  access: Pick<Access, 'enabled' | 'email' | 'erasedAt'>,
): access is Access & { email: string } {
  return access.enabled && access.email !== null && access.erasedAt === null;
}

function toAccess(unit: BusinessUnit, access: Access & { email: string }, interventionId: string | null) {
  return {
    businessUnitId: unit.id,
    recipient: access.email,
    language: languageOf(access),
    validIf: { kind: 'access' as const, accessId: access.id },
    interventionId: interventionId ?? undefined,
    accessId: access.id,
  };
}

function factsOf(ctx: Context, unit: BusinessUnit, access: Access, path: string): RequestFacts {
  return {
    name: access.name,
    company: portalName(unit),
    url: portalLink(ctx, unit, path),
    contact: [unit.contactEmail, unit.contactPhone].filter((one) => one !== null),
  };
}

function languageOf({ language }: Pick<Access, 'language'>): Language {
  return isLanguage(language) ? language : 'en';
}
