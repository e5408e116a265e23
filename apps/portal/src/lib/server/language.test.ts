import { describe, expect, it } from 'vitest';
import { acceptedLanguage, pageLanguage } from './language.ts';

describe('the language of a page', () => {
  it('follows the weights of the browser', () => {
    expect(acceptedLanguage('de-CH, fr;q=0.5, it;q=0.8')).toBe('it');
    expect(acceptedLanguage('pt-PT,pt;q=0.9,en;q=0.1')).toBe('pt-BR');
    expect(acceptedLanguage('FR-ch')).toBe('fr');
    expect(acceptedLanguage('it;q=0, en;q=0.3')).toBe('en');
  });

  it('knows when nothing fits, whatever is sent', () => {
    for (const header of [null, '', '*', 'de', ';;;,,,', 'q=1', `${'x,'.repeat(5000)}it`]) {
      expect(acceptedLanguage(header)).toBeUndefined();
    }
  });

  it('is the chosen one, then the person’s, then the browser’s, then the company’s', () => {
    const offered = ['en', 'it'] as const;
    const page = (chosen?: string, person?: 'fr' | 'it' | 'en', accept: string | null = null) =>
      pageLanguage({ chosen, person, accept }, offered, 'en');
    expect(page('it', 'en', 'en')).toBe('it');
    expect(page(undefined, 'it', 'en')).toBe('it');
    expect(page(undefined, undefined, 'it')).toBe('it');
    expect(page(undefined, undefined, 'fr')).toBe('en');
    expect(page('fr', 'fr', 'it')).toBe('it'); // the company does not offer French
    expect(page('<script>')).toBe('en');
  });
});
