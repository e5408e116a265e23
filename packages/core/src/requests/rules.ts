import { ItineraError } from '../shared/errors.ts';
import type { RequestKind } from '../shared/requests.ts';
import type { IsoDate } from '../shared/units.ts';
import type { Proposal } from './types.ts';

/**
 * A message says something or brings files; a proposal names a day that is neither over nor beyond the horizon.
 * @throws ItineraError `invalid`: `text` (`missing`), `fileIds`, `proposal`, `date` (`past`, `horizon`).
 */
export function requireSound(
  kind: RequestKind,
  { text, proposal, fileIds }: { text: string; proposal: Proposal | null; fileIds: readonly string[] },
  { first, last }: { first: IsoDate; last: IsoDate },
): void {
  if ((kind === 'proposal') !== (proposal !== null))
    throw refused('proposal', 'kind', 'is given with an action by which a time is proposed, and no other');
  if (kind === 'proposal' && fileIds.length > 0)
    throw refused('fileIds', 'kind', 'go with a message, and with nothing else');
  if (kind === 'message' && text === '' && fileIds.length === 0)
    throw refused('text', 'missing', 'must say something, or come with a file');
  if (!proposal) return;
  if (proposal.date < first) throw refused('date', 'past', `must be ${first} or later`);
  if (proposal.date > last) throw refused('date', 'horizon', `must be ${last} or earlier`);
}

function refused(field: string, reason: string, message: string): ItineraError {
  return new ItineraError('invalid', `${field} ${message}`, { field, reason });
}
