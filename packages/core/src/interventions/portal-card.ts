import type { ActivityType } from '@itinera/db';
import { z } from 'zod';
import { readDisplay } from '../catalogue/settings-schema.ts';
import { ownType } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { languages } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { messageWords } from './message-words.ts';
import type { PortalCard, PortalCardInput } from './portal-card-types.ts';
import { previewRows, previewVisit } from './previewed.ts';

const read = parseInput(
  z.object({
    activityTypeId: z.string(),
    interventionId: z.string().nullable(),
    language: z.enum(languages, `must be one of ${languages.join(', ')}`),
    portalShown: z.boolean('must be yes or no'),
  }),
);

/**
 * An intervention of a type as its customer would see it under a display that is not saved yet, by the function that makes
 * it for the portal. Without `interventionId` the newest.
 * @throws ItineraError `not-found`, `invalid`, `not-allowed` (`role`).
 */
export async function portalCard(
  ctx: Context,
  scope: BusinessUnitScope,
  input: PortalCardInput,
): Promise<PortalCard> {
  const { activityTypeId, interventionId, language, portalShown } = read(input);
  const display = readDisplay(input.display);
  requireIds({ interventionId: interventionId ?? undefined });
  const q = ctx.db.read;
  const stored = await ownType(q, scope, activityTypeId);
  const newest = await previewRows(q, stored);
  const chosen = interventionId === null ? newest : await previewRows(q, stored, interventionId);
  if (interventionId !== null && chosen.length === 0) throw notFound('interventionId');
  const [row] = chosen;
  const answer = {
    choices: newest.map(({ intervention, customer }) => ({
      id: intervention.id,
      reference: intervention.reference,
      customerName: customer.name,
    })),
    interventionId: row?.intervention.id ?? null,
  };
  if (!row) return { ...answer, visit: null, messages: {}, absent: 'none' };
  const type: ActivityType = { ...stored, display, portalShown };
  const now = ctx.clock.now();
  const made = await previewVisit(q, scope, { type, row, language, now });
  const messages = Object.fromEntries(
    Object.entries(display.messages).map(([kind, texts]) => [
      kind,
      messageWords(texts, made, { type, language, now }),
    ]),
  );
  const shown = { ...answer, visit: made.view, messages };
  if (!portalShown) return { ...shown, absent: 'type' };
  const hidden = display.hiddenStatuses.includes(row.intervention.status);
  return { ...shown, absent: hidden ? 'status' : null };
}
