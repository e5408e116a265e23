import { listPortalActions, type PortalAction, type Queries } from '@itinera/db';
import { ItineraError } from '../shared/errors.ts';
import type { LocalizedText } from '../shared/languages.ts';
import { displayTextUse, type FieldsShown } from '../shared/portal-display.ts';
import { checkTemplate, type TemplateUse } from '../shared/templates/template.ts';
import { displayOf } from './settings.ts';
import { requireSoundText } from './sound-text.ts';

/** What customers read of an action; each of them may hold replacement codes. */
export const actionTexts = ['label', 'description', 'confirmation', 'document'] as const;
export type ActionTexts = Record<(typeof actionTexts)[number], LocalizedText | null>;

/**
 * The texts of an action speak of what there is, and of fields of forms only of those that its type shows.
 * @throws ItineraError `invalid` at `PART.LANGUAGE`, reason `code`.
 */
export function requireSoundActionTexts(
  type: Parameters<typeof displayOf>[0],
  texts: Readonly<ActionTexts>,
): void {
  const use = displayTextUse(displayOf(type));
  for (const part of actionTexts)
    for (const [language, text] of Object.entries(texts[part] ?? {}))
      requireSoundText(`${part}.${language}`, text, use);
}

/**
 * What a display leaves out must not be what an action of the type speaks of.
 * @throws ItineraError `invalid` at `display`, reason `in-action`, with the codes and the first such action's number, kind and label.
 */
export async function requireActionsStillSound(
  q: Queries,
  { businessUnitId, id }: { businessUnitId: string; id: string },
  before: FieldsShown,
  after: FieldsShown,
): Promise<void> {
  const [allowed, wished] = [displayTextUse(before), displayTextUse(after)];
  const actions = await listPortalActions(q, businessUnitId, id);
  for (const [n, action] of actions.entries()) {
    const lost = codesLost(action, allowed, wished);
    if (lost.length === 0) continue;
    throw new ItineraError(
      'invalid',
      `display: action ${n + 1} of the type speaks of ${lost.join(', ')}: change its texts first, or leave the field shown`,
      {
        ...{ field: 'display', reason: 'in-action' },
        details: { codes: lost, action: n + 1, kind: action.kind, label: action.label ?? {} },
      },
    );
  }
}

/** Codes of an action's texts that may stand there before a change and not after it. */
function codesLost(action: PortalAction, before: TemplateUse, after: TemplateUse): string[] {
  const faults = (use: TemplateUse) =>
    actionTexts.flatMap((part) =>
      Object.values(action[part] ?? {}).flatMap((text) => checkTemplate(text, use).map(({ code }) => code)),
    );
  const known = new Set(faults(before));
  return [...new Set(faults(after))].filter((code) => !known.has(code));
}
