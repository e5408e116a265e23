import type { CustomerIntervention, FormToFill } from '@itinera/core';
import { refusalIn } from '#lib/errors/refusal.ts';
import { signedIn } from './signed-in.ts';

const purposes = ['activity', 'survey'] as const;
export type OfferedPurpose = (typeof purposes)[number];

/** A purpose out of an address. */
export function purposeOf(text: string): OfferedPurpose | undefined {
  return purposes.find((known) => known === text);
}

/**
 * The form that the portal asks about a visit now without any action, and what is stored of it; null: none. Where the type
 * has actions of the kind they decide, each with a button of its own.
 */
export async function offeredForm(
  locals: App.Locals,
  { id, status, extras }: Pick<CustomerIntervention, 'id' | 'status' | 'extras'>,
): Promise<{ purpose: OfferedPurpose; state: FormToFill['state'] } | null> {
  const purpose = status === 'pending' || status === 'autoassign_pending' ? 'activity' : 'survey';
  if (extras.some(({ kind }) => kind === (purpose === 'activity' ? 'form' : 'survey'))) return null;
  try {
    const { state } = await locals.core.forms.ofVisit(signedIn(locals), { interventionId: id, purpose });
    return { purpose, state };
  } catch (error) {
    const code = refusalIn(error)?.code;
    if (code === 'not-found' || code === 'not-allowed') return null;
    throw error;
  }
}

/** What is asked before a visit and not answered for good, by an action or without one; null: nothing. */
export async function openForm(
  locals: App.Locals,
  visit: Pick<CustomerIntervention, 'id' | 'status' | 'extras'>,
): Promise<{ purpose: OfferedPurpose; actionId: string | null } | null> {
  const action = visit.extras.find(({ kind, available }) => kind === 'form' && available);
  if (action) return action.formState === 'final' ? null : { purpose: 'activity', actionId: action.id };
  const form = await offeredForm(locals, visit);
  return form && form.state !== 'final' ? { purpose: form.purpose, actionId: null } : null;
}
