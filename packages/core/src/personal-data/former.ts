import type { Customer, Queries } from '@itinera/db';
import { isIdentifierOnFile, listEventsToExport } from '@itinera/db/personal-data';
import { instant } from './instant.ts';

/** A customer's record as it was before another was merged with it, as the event of the merge holds it. */
interface Former {
  at: number;
  /** null: of the one that stayed. */
  reference: string | null;
  fields: Record<string, unknown>;
}

/** What of a record the person concerned may read; the rest is what staff noted. */
const told = [
  'externalReference',
  'name',
  'firstName',
  'kind',
  'status',
  'email',
  'phone',
  'mobile',
  'website',
  'taxId',
  'language',
  'openingHours',
] as const;
const noted = ['notes', 'customFields', 'extra'] as const;

/**
 * The records that a customer was, or that became part of it by merging (none, once they were erased): each merge told
 * both. `forStaff`: with what staff noted.
 */
export async function formerRecordsOf(
  q: Queries,
  customer: Pick<Customer, 'id' | 'businessUnitId'>,
  forStaff: boolean,
): Promise<Record<string, unknown>[]> {
  const parts = forStaff ? [...told, ...noted] : told;
  return (await formers(q, customer)).map(({ at, reference, fields }) => ({
    mergedAt: instant(at),
    reference,
    ...Object.fromEntries(parts.map((part) => [part, fields[part] ?? null])),
  }));
}

/** E-mail addresses that such records had, and that are nobody's else in the company. */
export async function formerEmailsOf(
  q: Queries,
  companyId: string,
  customer: Pick<Customer, 'id' | 'businessUnitId'>,
): Promise<string[]> {
  const emails = new Set<string>();
  for (const { fields } of await formers(q, customer))
    if (typeof fields['email'] === 'string') emails.add(fields['email']);
  const nobodys: string[] = [];
  for (const email of emails) if (!(await isIdentifierOnFile(q, companyId, email))) nobodys.push(email);
  return nobodys;
}

async function formers(
  q: Queries,
  { id, businessUnitId }: Pick<Customer, 'id' | 'businessUnitId'>,
): Promise<Former[]> {
  const events = await listEventsToExport(q, businessUnitId, { subjectIds: [id], actorIds: [] });
  return events
    .filter(({ kind }) => kind === 'customer.merged')
    .flatMap(({ at, data }) => {
      const { was, other, reference } = objectOf(data);
      const merged = typeof reference === 'string' ? reference : null;
      return [
        { at, reference: null, fields: objectOf(was) },
        { at, reference: merged, fields: objectOf(other) },
      ];
    })
    .filter(({ fields }) => Object.keys(fields).length > 0);
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
