/** The languages of the product. */
export const languages = ['en', 'pt-BR', 'it', 'fr'] as const;
export type Language = (typeof languages)[number];

/** Text that staff write: one entry per language, English or whatever there is where one is missing. */
export type LocalizedText = Partial<Record<Language, string>>;

/** The text in `language`, else in `fallback`, else in any language it has; '' when it has none. */
export function localized(text: LocalizedText, language: Language, fallback: Language = 'en'): string {
  return text[language] ?? text[fallback] ?? Object.values(text).find((value) => value !== undefined) ?? '';
}

/** Whether `value` is one of the product's languages. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
