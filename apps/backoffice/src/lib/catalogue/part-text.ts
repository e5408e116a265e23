import { m } from '#words';
import type { TypeSettings } from '@itinera/core';
import type { LocalizedText } from '@itinera/core/shared';
import { duration } from '../format/quantity.ts';
import { hoursText } from '../planning-rules/draft.ts';
import { assignmentText, kindName, partName, type TypePart } from './words.ts';

/** A part of a type in one line, for comparing two versions. */
export function partText(part: TypePart, settings: TypeSettings): string {
  switch (part) {
    case 'name':
    case 'description':
      return localizedText(settings[part]);
    case 'kind':
      return kindName(settings.kind);
    case 'visibility':
      return settings.visibility === 'shared'
        ? m.catalogue_visibility_shared()
        : m.catalogue_visibility_private();
    case 'manual':
    case 'container':
    case 'contained':
    case 'supervisedClosing':
    case 'active':
    case 'portalShown':
      return settings[part] ? '✓' : '–';
    case 'skills':
      return Object.entries(settings.skills)
        .map(([code, level]) => `${code} ${level}`)
        .sort()
        .join(', ');
    case 'duration':
    case 'bufferBefore':
    case 'bufferAfter':
    case 'notice':
    case 'step':
    case 'width':
    case 'slack':
    case 'holdSeconds':
      return duration(settings[part]);
    case 'offeredHours':
      return hoursText(settings.offeredHours) || m.catalogue_offered_always();
    case 'goal':
      return settings.goal === 'earliest' ? m.catalogue_goal_earliest() : m.catalogue_goal_relevance();
    case 'assignment':
      return assignmentText(settings.assignment);
    case 'logo':
      return settings.logo?.slice(0, 8) ?? '';
    case 'display':
      return displayText(settings.display);
    case 'report':
      return reportText(settings.report);
    case 'mostWindows':
    case 'maximumReschedules':
      return String(settings[part] ?? m.catalogue_unlimited());
    default:
      return String(settings[part]);
  }
}

/** The parts that differ between what one has typed and what is there now. */
export function versions(changes: Partial<TypeSettings>, now: TypeSettings) {
  const own = { ...now, ...changes };
  return (Object.keys(changes) as TypePart[]).map((part) => ({
    name: partName(part),
    own: partText(part, own),
    now: partText(part, now),
  }));
}

function localizedText(text: LocalizedText): string {
  return Object.entries(text)
    .filter(([, words]) => words)
    .map(([language, words]) => `${language}: ${words}`)
    .sort()
    .join('; ');
}

function reportText({ made, name, intro, ending, places, comment, portal, mail }: TypeSettings['report']) {
  if (!made) return '–';
  const words = { activity: m.type_report_activity, closing: m.type_report_closing };
  const all = [
    localizedText(name),
    localizedText(intro),
    localizedText(ending),
    ...places.map((place) => words[place]()),
    comment && m.type_report_comment(),
    portal && m.type_report_portal(),
    mail && m.type_report_mail(),
  ];
  return all.filter(Boolean).join('; ') || '✓';
}

function displayText({
  hiddenStatuses,
  statusLabels,
  hiddenFields,
  shownFields,
  time,
  heading,
  text,
  messages,
}: TypeSettings['display']) {
  const labels = Object.entries(statusLabels).map(([status, label]) => `${status} (${localizedText(label)})`);
  const all = [
    ...hiddenStatuses,
    ...labels,
    ...hiddenFields,
    ...shownFields.map(({ code, label }) => [code, localizedText(label)].filter(Boolean).join(' ')),
    time,
    localizedText(heading),
    localizedText(text),
    ...Object.values(messages).flatMap((own) => [localizedText(own.subject), localizedText(own.text)]),
  ];
  return all.filter(Boolean).join('; ');
}
