import type { Language, LocalizedText } from '../languages.ts';
import type { FormDefinition } from './definition.ts';

/** Puts values in the place of replacement codes, in the words of a language. */
export type RenderIn = (text: string, language: Language) => string;

/** A form with values in the place of the codes in its labels, help and examples (CAD-FO-06). */
export function renderedForm(definition: FormDefinition, render: RenderIn): FormDefinition {
  const rendered = (texts: LocalizedText): LocalizedText =>
    Object.fromEntries(
      Object.entries(texts).map(([language, text]) => [
        language,
        text.includes('{') ? render(text, language as Language) : text,
      ]),
    );
  return {
    ...definition,
    fields: definition.fields.map((field) => ({
      ...field,
      label: rendered(field.label),
      help: rendered(field.help),
      placeholder: rendered(field.placeholder),
    })),
  };
}
