import { m } from '#words';
import type { KoReason, WorkState, WorkStep } from '@itinera/core/shared';
import type { Command, Refusal } from './command.ts';
import { reasonOfFile } from '../forms/file-words.ts';

/** What a command is, in a few words. */
export function commandName({ kind, body, fileName, purpose }: Command): string {
  switch (kind) {
    case 'file':
      return m.sent_file({ name: fileName ?? '' });
    case 'form':
      return purpose === 'closing' ? m.form_purpose_closing() : m.form_purpose_activity();
    case 'step':
      return stepName(String(body['step']));
    case 'clock':
      return body['tap'] === 'in' ? m.sent_clocked_in() : m.sent_clocked_out();
  }
}

/** What a step is called, as something that was done. */
export function stepName(step: string): string {
  switch (step) {
    case 'on-the-way':
      return m.step_on_the_way();
    case 'arrived':
      return m.step_arrived();
    case 'started':
      return m.step_started();
    case 'closed':
      return m.step_closed();
    default:
      return m.step_back();
  }
}

/** Where the work stands, in a word or two. */
export function stateName(state: WorkState): string {
  switch (state) {
    case 'unplanned':
      return m.status_to_plan();
    case 'planned':
      return m.status_planned();
    case 'on-the-way':
      return m.step_on_the_way();
    case 'arrived':
      return m.step_arrived();
    case 'started':
      return m.status_in_progress();
    case 'intermediate':
      return m.status_intermediate();
    case 'closed':
      return m.step_closed();
    case 'canceled':
      return m.status_canceled();
  }
}

/** What the button of a step says. */
export function sayStep(step: WorkStep): string {
  switch (step) {
    case 'on-the-way':
      return m.say_on_the_way();
    case 'arrived':
      return m.say_arrived();
    default:
      return m.say_started();
  }
}

export function koReasonName(reason: KoReason): string {
  switch (reason) {
    case 'no-show':
      return m.ko_no_show();
    case 'no-access':
      return m.ko_no_access();
    case 'refused':
      return m.ko_refused();
    case 'not-possible':
      return m.ko_not_possible();
    case 'parts-missing':
      return m.ko_parts_missing();
    case 'other':
      return m.ko_other();
  }
}

/** What had happened to the visit, where the server says so. */
export function meanwhileText(why: unknown): string | null {
  switch (why) {
    case 'canceled':
      return m.meanwhile_canceled();
    case 'closed':
      return m.meanwhile_closed();
    case 'moved':
      return m.meanwhile_moved();
    case 'reassigned':
      return m.meanwhile_reassigned();
    case 'not-planned':
      return m.meanwhile_not_planned();
    default:
      return null;
  }
}

/** Why the server did not take it, and what can be done, in one or two sentences. */
export function refusalText({ refusal, kind }: Command): string {
  if (kind === 'clock') return clockRefusal(refusal);
  const meanwhile = kind === 'step' ? meanwhileText(refusal?.reason) : null;
  if (meanwhile !== null) return `${meanwhile} ${m.sent_call_office()}`;
  switch (refusal?.code) {
    case 'stale':
    case 'answers':
      return m.sent_stale();
    case 'not-found':
      return m.sent_not_found();
    case 'gone':
      return m.sent_gone();
    case 'not-allowed':
      return m.sent_not_allowed();
    case 'file-gone':
      return m.sent_file_gone();
    case 'too-many':
      return m.file_room();
    case 'invalid':
      if (kind === 'file') return fileRefusal(refusal.reason);
      return invalidStep(refusal);
    default:
      return m.sent_refused();
  }
}

/** Why a tap on the clock was not taken: what stands on the server instead is on the page of one's own hours. */
function clockRefusal(refusal: Refusal | null): string {
  switch (refusal?.reason) {
    case 'already-open':
      return m.sent_clock_already();
    case 'open-elsewhere':
      return m.att_elsewhere();
    case 'not-open':
      return m.sent_clock_not_open();
    case 'other-open':
      return m.sent_clock_other();
    case 'forgotten':
      return m.sent_clock_forgotten();
    case 'overlap':
    case 'before-start':
      return m.sent_clock_overlap();
    case 'after-sent':
      return m.sent_clock_set_back();
    case 'too-long-ago':
      return m.remedy_clock_late();
    default:
      return refusal?.code === 'not-found' ? m.sent_clock_not_yours() : m.sent_refused();
  }
}

/** Why a file was not taken, and that the rest does not wait for it. */
function fileRefusal(reason: string | undefined): string {
  return `${reasonOfFile(reason)}. ${m.sent_without_file()}`;
}

/** What of a step the server does not take: times that cannot be, or a form that is another one by now. */
function invalidStep({ field, reason }: Refusal): string {
  if (reason === 'after-sent') return m.sent_clock_set_back();
  if (reason === 'too-long-ago') return m.remedy_clock_late();
  if (reason === 'answers') return m.sent_form_misfit();
  if (field === 'closing.startedAt' || field === 'closing.endedAt') return m.sent_times_wrong();
  return m.sent_refused();
}
