import type { PromisedWindow } from '../shared/units.ts';
import { localized } from '../shared/languages.ts';
import type { MessageTexts } from '../shared/portal-display.ts';
import { textAsDisplayed, type Shown } from './as-displayed.ts';
import type { Previewed } from './previewed.ts';

/** Staff's own words of a mail with their codes replaced; '' where nothing is left of one: then the mail speaks itself. */
export interface MessageWords {
  subject: string;
  text: string;
}

/**
 * A mail about a visit in staff's words, by the codes of what its customer may see. `about`: the time it speaks of, where that is
 * not the one that is promised now.
 */
export function messageWords(
  texts: MessageTexts,
  { row, unit, parent, view }: Previewed,
  { type, language, now }: Pick<Shown, 'type' | 'language' | 'now'>,
  about?: { promise: PromisedWindow | null },
): MessageWords {
  const told = about ? { ...view, promise: about.promise, plannedStart: null } : view;
  const say = (part: keyof MessageTexts) =>
    textAsDisplayed(localized(texts[part], language), told, {
      row,
      type,
      unit,
      language,
      now,
      parent,
    }).trim();
  return { subject: say('subject').replaceAll(/\s+/g, ' '), text: say('text') };
}
