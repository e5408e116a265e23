import type { WeeklyHours } from '@itinera/db';
import { ItineraError } from '../shared/errors.ts';
import type { Language, LocalizedText } from '../shared/languages.ts';
import { displayTextUse } from '../shared/portal-display.ts';
import { reportTextUse } from '../shared/report-settings.ts';
import { requireSoundText } from './sound-text.ts';
import type { TypeRules, TypeSettings } from './settings-types.ts';

const day = 86_400;

/**
 * What a type's parts must be like together, so that something can be offered at all.
 * @throws ItineraError `invalid` (`name`: `default-language`; `contained`: `container-too`; `notice`: `beyond-horizon`; `width`: `below-step`; `slack`:
 * `above-width`; `duration`: `longer-than-day`; `offeredHours`: `none`, `below-width`; `display.heading.LANGUAGE`, `display.statusLabels.STATUS.LANGUAGE`, `display.text.LANGUAGE`,
 * `display.messages.MESSAGE.PART.LANGUAGE`, `report.intro.LANGUAGE`, `report.ending.LANGUAGE`: `code`).
 */
export function requireSoundType(settings: TypeSettings, defaultLanguage: Language): void {
  if (!settings.name[defaultLanguage])
    throw refusal(
      'name',
      'default-language',
      `must be given in ${defaultLanguage}, the language of the unit`,
    );
  if (settings.container && settings.contained)
    throw refusal(
      'contained',
      'container-too',
      'cannot be as well: a type whose work contains others is not only made inside one',
    );
  requirePossibleRules(settings);
  requireSoundTexts(settings);
}

function requireSoundTexts({ display, report }: Pick<TypeSettings, 'display' | 'report'>): void {
  const sound = (place: string, texts: LocalizedText, use = displayTextUse(display)) => {
    for (const [language, text] of Object.entries(texts)) requireSoundText(`${place}.${language}`, text, use);
  };
  sound('display.heading', display.heading);
  sound('display.text', display.text);
  for (const [status, label] of Object.entries(display.statusLabels))
    sound(`display.statusLabels.${status}`, label);
  for (const [message, { subject, text }] of Object.entries(display.messages)) {
    sound(`display.messages.${message}.subject`, subject);
    sound(`display.messages.${message}.text`, text);
  }
  for (const part of ['intro', 'ending'] as const)
    sound(`report.${part}`, report[part], reportTextUse(display));
}

function requirePossibleRules(rules: TypeRules): void {
  const { notice, horizonDays, width, step, slack, duration, bufferBefore, bufferAfter, offeredHours } =
    rules;
  if (duration + bufferBefore + bufferAfter > day)
    throw refusal(
      'duration',
      'longer-than-day',
      'with its buffers is longer than a day: shorten one of them',
    );
  if (notice >= horizonDays * day)
    throw refusal(
      'notice',
      'beyond-horizon',
      'reaches beyond the horizon: shorten it or lengthen the horizon',
    );
  if (width < step)
    throw refusal('width', 'below-step', 'is shorter than the step: widen the window or shorten the step');
  if (slack > width)
    throw refusal('slack', 'above-width', 'is longer than the window: shorten it or widen the window');
  if (offeredHours === null) return;
  const longest = longestStretch(offeredHours);
  if (longest === 0)
    throw refusal('offeredHours', 'none', 'hold no hours: add some, or offer whenever technicians work');
  if (longest < width)
    throw refusal(
      'offeredHours',
      'below-width',
      'are nowhere as long as the promised window: lengthen one or narrow the window',
    );
}

/** Seconds of the longest stretch; one that ends at midnight goes on where the next day begins at it. */
function longestStretch(hours: WeeklyHours): number {
  const stretches = Object.entries(hours).flatMap(([weekday, all]) =>
    all.map(({ from, to }) => ({ from: at(weekday, from), to: at(weekday, to) })),
  );
  const week = stretches.sort((a, b) => a.from - b.from);
  let longest = 0;
  let begun = 0;
  let end = -1;
  // Twice round, so that Sunday's midnight meets Monday's.
  for (const { from, to } of [
    ...week,
    ...week.map(({ from, to }) => ({ from: from + 7 * day, to: to + 7 * day })),
  ]) {
    if (from > end) begun = from;
    end = Math.max(end, to);
    longest = Math.max(longest, end - begun);
  }
  return longest;
}

function at(weekday: string, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return (Number(weekday) - 1) * day + hour * 3600 + minute * 60;
}

/** A part of the configuration that cannot be so. */
export function refusal(
  field: keyof TypeSettings | `skills.${string}`,
  reason: string,
  message: string,
): ItineraError {
  return new ItineraError('invalid', `${field} ${message}`, { field, reason });
}
