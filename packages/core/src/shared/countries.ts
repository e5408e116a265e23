import type { Language } from './languages.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const notOfPeople = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'];

/** Every country there is (ISO 3166-1 alpha-2), by its name in a language. */
export function countriesIn(language: Language): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  return letters
    .flatMap((a) => letters.map((b) => a + b))
    .flatMap((code) => {
      const name = notOfPeople.includes(code) ? undefined : names.of(code);
      return name === undefined ? [] : [{ code, name }];
    })
    .sort((a, b) => a.name.localeCompare(b.name, language));
}
