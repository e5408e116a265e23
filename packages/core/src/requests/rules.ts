import { ItineraError } from '../shared/errors.ts';
import type { RequestKind } from '../shared/requests.ts';
import type { IsoDate } from '../shared/units.ts';
import type { Proposal } from './types.ts';

/**
 * A message says something; a proposal names a day that is neither over nor beyond the horizon.
 * @throws ItineraError `invalid`: `text` (`missing`), `proposal`, `date` (`past`, `horizon`).
 */
export function requireSound(
  kind: RequestKind,
  { text, proposal }: { text: string; proposal: Proposal | null },
  { first, last }: { first: IsoDate; last: IsoDate },
): void {
  if ((kind === 'proposal') !== (proposal !== null))
    throw refused('proposal', 'kind', 'is given with an action by which a time is proposed, and no other');
  if (kind === 'message' && text === '') throw refused('text', 'missing', 'must say something');
  if (!proposal) return;
  if (proposal.date < first) throw refused('date', 'past', `must be ${first} or later`);
  if (proposal.date > last) throw refused('date', 'horizon', `must be ${last} or earlier`);
}

function refused(field: string, reason: string, message: string): ItineraError {
  return new ItineraError('invalid', `${field} ${message}`, { field, reason });
}
