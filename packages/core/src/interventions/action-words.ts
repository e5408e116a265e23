import type { PortalAction } from '@itinera/db';
import { tellsCustomer } from '../catalogue/note-use.ts';
import { localized, type Language } from '../shared/languages.ts';
import type { TemplateFacts } from '../shared/templates/facts.ts';
import { renderTemplate } from '../shared/templates/template.ts';
import type { ActionWords } from './types.ts';

/** Staff's own words for an action, of those there are; an action of none says nothing. */
export function actionWords(action: PortalAction | null, language: Language): ActionWords {
  const words: ActionWords = {};
  for (const part of ['label', 'description', 'confirmation'] as const) {
    const text = localized(action?.[part] ?? {}, language);
    if (text !== '') words[part] = text;
  }
  if (action && !tellsCustomer(action)) words.silent = true;
  return words;
}

/** Staff's words of an action with their codes replaced (CAD-AC-12); where nothing is left of one, its kind speaks. */
export function inWords<A extends ActionWords>(action: A, facts: TemplateFacts): A {
  const { label, description, confirmation, ...rest } = action;
  const words: ActionWords = {};
  const say = (part: 'label' | 'description' | 'confirmation', text = '', target: 'subject' | 'text') => {
    const said = renderTemplate(text, facts, target).trim();
    if (said !== '') words[part] = said;
  };
  say('label', label, 'subject');
  say('description', description, 'text');
  say('confirmation', confirmation, 'text');
  return { ...rest, ...words } as A;
}
