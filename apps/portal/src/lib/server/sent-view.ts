import type { Proposal, SentRequest } from '@itinera/core';
import { m } from '#paraglide/messages.js';
import { dateText, momentText } from '../format/dates.ts';
import { fileLine, type FileLine } from './form-view.ts';

/** What somebody sent, and what was answered, in the reader's words. */
export interface SentView {
  id: string;
  title: string;
  about: string;
  /** null: it is about no visit. */
  visitId: string | null;
  sent: string;
  /** '' where no time was proposed. */
  proposal: string;
  text: string;
  files: FileLine[];
  /** Whether and when it was dealt with. */
  state: string;
  answer: string;
  answerFiles: FileLine[];
}

export function sentView(request: SentRequest, { language, portal: { zone } }: App.Locals): SentView {
  const { id, kind, proposal, doneAt } = request;
  const moment = (at: number) => momentText(at, zone, language);
  return {
    id,
    title: kind === 'proposal' ? m.requests_time() : m.requests_message(),
    about: m.requests_about({ type: request.typeName }),
    visitId: request.interventionId,
    sent: m.requests_sent({ when: moment(request.createdAt) }),
    proposal: proposal === null ? '' : m.requests_proposal({ when: proposalText(proposal, language) }),
    text: request.text,
    files: request.files.map(fileLine),
    state: doneAt === null ? m.requests_open() : m.requests_done({ when: moment(doneAt) }),
    answer: request.answer ?? '',
    answerFiles: request.answerFiles.map(fileLine),
  };
}

function proposalText({ date, dayPart, time }: Proposal, language: App.Locals['language']): string {
  const parts = {
    any: m.ask_part_any,
    morning: m.ask_part_morning,
    afternoon: m.ask_part_afternoon,
    evening: m.ask_part_evening,
  };
  return [dateText(date, language), time ?? (dayPart === 'any' ? '' : parts[dayPart]())]
    .filter((part) => part !== '')
    .join(', ');
}
