import { m } from '#paraglide/messages.js';
import type { Refusal } from '../errors/refusal.ts';

/** A refusal of something a person asked for, as a sentence that says what to do. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.code) {
    case 'not-allowed':
      return notAllowedText(refusal.reason);
    case 'gone':
      return m.refused_gone();
    case 'stale':
      return m.refused_stale();
    case 'too-many':
      return m.refused_too_many();
    case 'unavailable':
      return m.refused_unavailable();
    case 'invalid':
    case 'key-reused':
    case 'unauthenticated':
    case 'not-found':
      return m.refused_other();
  }
}

/** Why an action is not offered. */
export function notAllowedText(reason: string | undefined): string {
  switch (reason) {
    case 'too-late':
      return m.refused_too_late();
    case 'limit-reached':
      return m.refused_limit_reached();
    case 'not-planned':
      return m.refused_not_planned();
    case 'has-parts':
      return m.refused_has_parts();
    case 'planned':
      return m.refused_planned();
    case 'answered':
    case 'already-answered':
      return m.form_survey_closed();
    case 'condition':
    case 'not-configured':
      return m.refused_condition();
    case 'already-signed':
      return m.refused_already_signed();
    case 'questions':
      return m.refused_questions();
    case 'questions-changed':
      return m.refused_questions_changed();
    default:
      return m.refused_status();
  }
}
