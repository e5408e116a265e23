import type { TypePage, TypeSettings } from '@itinera/core';
import { allDays, hoursOf } from '../team/hours-draft.ts';
import { numberOf } from './general-draft.ts';

/** Parts that are typed in minutes and kept in seconds. */
export const minuteParts = [
  'duration',
  'bufferBefore',
  'bufferAfter',
  'step',
  'width',
  'slack',
  'holdSeconds',
] as const;

/** The planning rules of a type as their form holds them: everything typed is text. */
export interface RulesDraft
  extends Record<(typeof minuteParts)[number], string>, Pick<TypeSettings, 'goal' | 'assignment'> {
  noticeHours: string;
  horizonDays: string;
  limited: boolean;
  weekly: Record<string, { from: string; to: string }[]>;
  minimumRelevance: string;
  mostWindows: string;
  maximumReschedules: string;
  /** Skill code -> level; '' where it is not asked for. */
  skills: Record<string, string>;
}

export function rulesDraft({ settings, skills }: Pick<TypePage, 'settings' | 'skills'>): RulesDraft {
  const minutes = Object.fromEntries(minuteParts.map((part) => [part, String(settings[part] / 60)]));
  return {
    ...(minutes as Record<(typeof minuteParts)[number], string>),
    goal: settings.goal,
    assignment: settings.assignment,
    noticeHours: String(settings.notice / 3600),
    horizonDays: String(settings.horizonDays),
    limited: settings.offeredHours !== null,
    weekly: allDays(structuredClone(settings.offeredHours ?? {})),
    minimumRelevance: String(settings.minimumRelevance),
    mostWindows: String(settings.mostWindows ?? ''),
    maximumReschedules: String(settings.maximumReschedules ?? ''),
    skills: Object.fromEntries(skills.map(({ code }) => [code, String(settings.skills[code] ?? '')])),
  };
}

/** What is sent for a draft; what is no number is sent as none, and refused by its field. */
export function rulesOf(draft: RulesDraft) {
  const seconds = (text: string, unit: number) => Math.round(numberOf(text) * unit);
  // JSON knows no NaN: what is no number must not arrive as none.
  const orNone = (text: string) =>
    text.trim() === '' ? null : Number.isNaN(numberOf(text)) ? -1 : numberOf(text);
  const { weekly } = hoursOf({ weekly: draft.weekly, seasons: [], exceptions: [] });
  return {
    duration: seconds(draft.duration, 60),
    bufferBefore: seconds(draft.bufferBefore, 60),
    bufferAfter: seconds(draft.bufferAfter, 60),
    notice: seconds(draft.noticeHours, 3600),
    horizonDays: numberOf(draft.horizonDays),
    offeredHours: draft.limited ? weekly : null,
    step: seconds(draft.step, 60),
    width: seconds(draft.width, 60),
    slack: seconds(draft.slack, 60),
    goal: draft.goal,
    assignment: draft.assignment,
    minimumRelevance: numberOf(draft.minimumRelevance),
    mostWindows: orNone(draft.mostWindows),
    holdSeconds: seconds(draft.holdSeconds, 60),
    maximumReschedules: orNone(draft.maximumReschedules),
    skills: Object.fromEntries(
      Object.entries(draft.skills).flatMap(([code, level]) => (level === '' ? [] : [[code, Number(level)]])),
    ),
  };
}
