import { isLanguage, languages, type Language } from '@itinera/core/shared';

/**
 * The best of `offered` for an Accept-Language header (RFC 9110, 12.5.4); undefined when none fits.
 * `pt` and `pt-PT` are served by `pt-BR`: the same language is better than another one.
 */
export function acceptedLanguage(
  header: string | null,
  offered: readonly Language[] = languages,
): Language | undefined {
  const wanted = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const exact = offered.find((language) => language.toLowerCase() === tag);
    const related = offered.find((language) => language.split('-')[0] === tag.split('-')[0]);
    const found = exact ?? related;
    if (found) return found;
  }
  return undefined;
}

/** The language of a page: chosen by hand, else the person's, else the browser's, among those that are offered. */
export function pageLanguage(
  choice: { chosen: string | undefined; person: Language | undefined; accept: string | null },
  offered: readonly Language[],
  fallback: Language,
): Language {
  const allowed = (language: Language | undefined) =>
    language !== undefined && offered.includes(language) ? language : undefined;
  return (
    allowed(isLanguage(choice.chosen) ? choice.chosen : undefined) ??
    allowed(choice.person) ??
    acceptedLanguage(choice.accept, offered) ??
    fallback
  );
}
