import { m } from '#words';
import type { ActionSettings } from '@itinera/core';
import type { Language, LocalizedText, UnitFacts } from '@itinera/core/shared';
import type { ApiFailure } from '../api/failure.ts';
import { duration } from '../format/quantity.ts';
import { hoursText } from '../planning-rules/draft.ts';
import { ruleText } from './rule-words.ts';
import { iconName, notifiedName, placeName, resultName } from './words.ts';

/** What is wrong with a field of an action that was refused, and the remedy; undefined for any other field. */
export function fieldRemedy(failure: ApiFailure | null, field: string): string | undefined {
  if (failure?.code !== 'invalid') return undefined;
  const refused = failure.problem.field ?? '';
  if (refused !== field && !refused.startsWith(`${field}.`)) return undefined;
  if (failure.problem.reason === 'document-missing') return m.actions_document_missing();
  return failure.problem.reason === 'wider' ? m.actions_wrong_wider() : m.actions_wrong();
}

/** The parts of an action side by side: as one has them in the form, and as they are now. */
export function versions(own: ActionSettings, now: ActionSettings, facts: UnitFacts, language: Language) {
  const row = (name: string, text: (action: ActionSettings) => string) => ({
    name,
    own: text(own),
    now: text(now),
  });
  const yes = (value: boolean) => (value ? m.actions_yes() : m.actions_no());
  return [
    row(m.actions_enabled(), ({ enabled }) => yes(enabled)),
    row(m.actions_place(), ({ place }) => placeName(place)),
    row(m.actions_label(), ({ label }) => localizedText(label)),
    row(m.catalogue_description(), ({ description }) => localizedText(description)),
    row(m.actions_confirmation(), ({ confirmation }) => localizedText(confirmation)),
    row(m.actions_icon(), ({ icon }) => iconName(icon)),
    row(m.actions_document(), ({ document }) => localizedText(document)),
    row(m.actions_tell_customer(), ({ tellCustomer }) => yes(tellCustomer)),
    row(m.actions_notify(), ({ notifyStaff }) => notifyStaff.map(notifiedName).join(', ')),
    row(m.actions_staff_confirm(), ({ staffConfirms }) => yes(staffConfirms)),
    row(m.actions_result(), ({ resultingStatus }) => resultName(resultingStatus)),
    row(m.catalogue_notice(), ({ minimumNotice }) => duration(minimumNotice)),
    row(m.catalogue_horizon(), ({ limits }) => String(limits.horizonDays ?? '')),
    row(m.catalogue_offered(), ({ limits }) => hoursText(limits.offeredHours ?? null)),
    row(m.catalogue_relevance(), ({ limits }) => String(limits.minimumRelevance ?? '')),
    row(m.catalogue_most(), ({ limits }) => String(limits.slotsShown ?? '')),
    row(m.catalogue_reschedules(), ({ limits }) => String(limits.maximumReschedules ?? '')),
    row(m.actions_conditions(), ({ conditions }) => ruleText(conditions, facts, language)),
  ];
}

function localizedText(text: LocalizedText): string {
  return Object.entries(text)
    .map(([language, words]) => `${language}: ${words}`)
    .sort()
    .join('; ');
}
