import { m } from '#words';
import { moment } from '../format/time.ts';
import type { ApiFailure, FailureCode } from './failure.ts';

/** What happened, in a few words. */
export function titleOf(failure: { code: FailureCode }): string {
  switch (failure.code) {
    case 'offline':
      return m.problem_offline();
    case 'unavailable':
      return m.problem_unavailable();
    case 'unauthenticated':
      return m.problem_unauthenticated();
    case 'not-found':
      return m.problem_not_found();
    case 'not-allowed':
      return m.problem_not_allowed();
    case 'invalid':
      return m.problem_invalid();
    case 'stale':
      return m.problem_stale();
    case 'gone':
      return m.problem_gone();
    case 'key-reused':
      return m.problem_key_reused();
    case 'too-many':
      return m.problem_too_many();
    case 'failed':
      return m.problem_failed();
  }
}

function refusalOf(reason: string | undefined): string {
  switch (reason) {
    case 'role':
      return m.remedy_role();
    case 'last-administrator':
      return m.remedy_last_administrator();
    case 'other-units':
      return m.remedy_other_units();
    case 'disabled':
      return m.remedy_disabled();
    case 'open-visits':
      return m.remedy_open_visits();
    case 'proof':
      return m.remedy_proof();
    case 'last-way-in':
      return m.remedy_last_way_in();
    case 'passkeys-full':
      return m.remedy_passkeys_full();
    case 'email-taken':
      return m.remedy_email_taken();
    case 'overlap':
      return m.remedy_overlap();
    case 'no-corrections':
      return m.remedy_no_corrections();
    default:
      return m.remedy_not_allowed();
  }
}

/** What a field is called: by its own name, or that of what it is a part of. */
function labelOf(field: string, labels: Readonly<Record<string, string>>): string {
  for (let name = field; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.'))))
    if (name in labels) return labels[name] ?? field;
  return field;
}

/** What to do about it; fields are called by their labels on the page, where it has them. */
export function remedyOf(
  failure: ApiFailure,
  zone: string,
  labels: Readonly<Record<string, string>> = {},
): string {
  const { retryAt, field, reason } = failure.problem;
  switch (failure.code) {
    case 'offline':
      return m.remedy_offline();
    case 'unavailable':
      return m.remedy_unavailable();
    case 'unauthenticated':
      return m.remedy_unauthenticated();
    case 'not-found':
      return m.remedy_not_found();
    case 'not-allowed':
      return refusalOf(reason);
    case 'invalid':
      if (reason === 'passkey') return m.passkey_refused();
      if (reason === 'passkey-known') return m.passkey_known();
      if (reason === 'after-sent') return m.remedy_clock_wrong();
      if (reason === 'too-long-ago') return m.remedy_clock_late();
      return m.remedy_invalid({ field: labelOf(field ?? '?', labels) });
    case 'stale':
      return m.remedy_stale();
    case 'gone':
      return m.remedy_gone();
    case 'key-reused':
      return m.remedy_key_reused();
    case 'too-many':
      return retryAt === undefined
        ? m.remedy_too_many()
        : m.remedy_too_many_until({ when: moment(retryAt, zone) });
    case 'failed':
      return m.remedy_failed();
  }
}
