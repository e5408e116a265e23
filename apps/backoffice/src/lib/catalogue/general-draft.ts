import type { TypeSettings } from '@itinera/core';
import {
  languages,
  reportPlaces,
  type Language,
  type LocalizedText,
  type ReportPlace,
  type ReportSettings,
} from '@itinera/core/shared';

/** What a type is called and who uses it, as its form holds it. */
export interface GeneralDraft extends Pick<
  TypeSettings,
  | 'reference'
  | 'category'
  | 'logo'
  | 'kind'
  | 'visibility'
  | 'manual'
  | 'container'
  | 'contained'
  | 'supervisedClosing'
  | 'active'
> {
  name: Record<Language, string>;
  description: Record<Language, string>;
  position: string;
  report: ReportDraft;
}

/** What report is made, as its form holds it. */
export interface ReportDraft extends Pick<ReportSettings, 'made' | 'comment' | 'portal' | 'mail'> {
  name: Record<Language, string>;
  intro: Record<Language, string>;
  ending: Record<Language, string>;
  places: Record<ReportPlace, boolean>;
}

function reportDraft({ name, intro, ending, places, ...report }: ReportSettings): ReportDraft {
  return {
    ...report,
    name: everyLanguage(name),
    intro: everyLanguage(intro),
    ending: everyLanguage(ending),
    places: { activity: places.includes('activity'), closing: places.includes('closing') },
  };
}

function reportOf({ name, intro, ending, places, ...report }: ReportDraft): ReportSettings {
  return {
    ...report,
    ...{ name: written(name), intro: written(intro), ending: written(ending) },
    places: reportPlaces.filter((place) => places[place]),
  };
}

export function generalDraft(settings: TypeSettings): GeneralDraft {
  const { reference, category, logo, kind, visibility } = settings;
  const { manual, container, contained, supervisedClosing, active } = settings;
  return {
    name: everyLanguage(settings.name),
    description: everyLanguage(settings.description),
    reference,
    category,
    logo,
    kind,
    visibility,
    manual,
    container,
    contained,
    supervisedClosing,
    active,
    position: String(settings.position),
    report: reportDraft(settings.report),
  };
}

/** What is sent for a draft; what is no number is refused by its field. */
export function generalOf(draft: GeneralDraft) {
  return {
    ...draft,
    name: written(draft.name),
    description: written(draft.description),
    reference: draft.reference.trim(),
    category: draft.category.trim(),
    position: numberOf(draft.position),
    report: reportOf(draft.report),
  };
}

/** Each language has its text, '' where nobody wrote one. */
export function everyLanguage(text: LocalizedText | undefined): Record<Language, string> {
  return Object.fromEntries(languages.map((one) => [one, text?.[one] ?? ''])) as Record<Language, string>;
}

/** Only what somebody wrote. */
export function written(text: Record<Language, string>): LocalizedText {
  return Object.fromEntries(Object.entries(text).filter(([, words]) => words.trim() !== ''));
}

/** People write a comma too; nothing is no number, and not 0. */
export function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'));
}
