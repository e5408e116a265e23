import { z } from 'zod';
import { ownType } from '../catalogue/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { actionPlaces } from '../shared/action-facts/places.ts';
import { canonicalText, longestDocument } from '../shared/documents.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { languages, localized } from '../shared/languages.ts';
import { parseInput } from '../shared/parse-input.ts';
import { renderTemplate } from '../shared/templates/template.ts';
import { textAsDisplayed } from './as-displayed.ts';
import { homeFacts } from './extra-actions.ts';
import type { ActionCard, ActionCardInput } from './portal-card-types.ts';
import { previewRows, previewVisit } from './previewed.ts';

const words = z.partialRecord(
  z.enum(languages, 'must be a language of the portal'),
  z.string('must be text').max(longestDocument, 'is too long'),
);
const read = parseInput(
  z.strictObject({
    activityTypeId: z.string(),
    interventionId: z.string(),
    place: z.enum(actionPlaces, 'must be a place'),
    language: z.enum(languages, `must be one of ${languages.join(', ')}`),
    label: words,
    description: words,
    confirmation: words,
    document: words,
  }),
);

/**
 * The texts of an action that may not be saved yet as the customer of a real intervention of its type would read them, made
 * as the portal makes them; '' where nothing is left of one. Of an action on the home page alone nothing is known of the
 * intervention there either.
 * @throws ItineraError `not-found`, `invalid`, `not-allowed` (`role`).
 */
export async function actionCard(
  ctx: Context,
  scope: BusinessUnitScope,
  input: ActionCardInput,
): Promise<ActionCard> {
  const { activityTypeId, interventionId, place, language, ...texts } = read(input);
  requireIds({ interventionId });
  const q = ctx.db.read;
  const now = ctx.clock.now();
  const type = await ownType(q, scope, activityTypeId);
  const [row] = await previewRows(q, type, interventionId);
  if (!row) throw notFound('interventionId');
  const { row: seen, ...made } = await previewVisit(q, scope, { type, row, language, now });
  const { unit, known, parent, view } = made;
  const about = { type, customer: seen.customer, known, language, now };
  const say =
    place === 'home'
      ? (text: string) => renderTemplate(text, homeFacts(unit, about), 'text')
      : (text: string) => textAsDisplayed(text, view, { row: seen, type, unit, language, now, parent });
  const said = (part: keyof typeof texts) => say(localized(texts[part], language)).trim();
  return {
    label: said('label').replaceAll(/\s+/g, ' '),
    description: said('description'),
    confirmation: said('confirmation'),
    document: canonicalText(said('document')),
  };
}
