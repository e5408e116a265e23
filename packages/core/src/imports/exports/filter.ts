import type { CustomerFilter } from '@itinera/db';
import { z } from 'zod';
import { keyOf } from '../../customers/customer-fields.ts';
import type { CustomerListFilter } from '../../customers/list-types.ts';
import { customerKinds, relationships } from '../../shared/customers.ts';
import { interventionStatuses, type InterventionStatus } from '../../shared/interventions.ts';
import { isIsoDate } from '../../shared/local-time.ts';
import { parseInput } from '../../shared/parse-input.ts';
import type { IsoDate } from '../../shared/units.ts';

/** Which records are taken out, as lists narrow them; absent: all of them, inactive ones too. */
export interface ExportFilter extends Pick<
  CustomerListFilter,
  'search' | 'relationship' | 'kind' | 'categoryId' | 'profileId' | 'responsibleId' | 'tag' | 'notLocated'
> {
  /** false: inactive customers are left out, as lists leave them out. */
  withInactive?: boolean | undefined;
  /** Of interventions. */
  status?: InterventionStatus | undefined;
  activityTypeId?: string | undefined;
  /** They begin, planned or promised, between these local dates of the unit, both included. */
  from?: IsoDate | undefined;
  to?: IsoDate | undefined;
}

const id = z.uuid('must be an id').optional();
const text = z.string().trim().max(100, 'must have at most 100 characters').optional();
const date = z.string().refine(isIsoDate, 'must be a date written YYYY-MM-DD').optional();

/** @throws ItineraError `invalid` naming the part. */
export const readExportFilter: (input: unknown) => ExportFilter = parseInput(
  z.object({
    search: text,
    relationship: z.enum(relationships, `must be one of ${relationships.join(', ')}`).optional(),
    kind: z.enum(customerKinds, `must be one of ${customerKinds.join(', ')}`).optional(),
    categoryId: id,
    profileId: id,
    responsibleId: id,
    tag: text,
    notLocated: z.boolean().optional(),
    withInactive: z.boolean().optional(),
    status: z.enum(interventionStatuses, `must be one of ${interventionStatuses.join(', ')}`).optional(),
    activityTypeId: id,
    from: date,
    to: date,
  }),
);

/** Whose customers' files are taken out; undefined: everybody's. */
export function customersOf({
  search,
  relationship,
  kind,
  categoryId,
  profileId,
  responsibleId,
  tag,
  notLocated,
  withInactive = true,
}: ExportFilter): CustomerFilter | undefined {
  const parts = {
    search: search || undefined,
    relationship,
    kind,
    categoryId,
    profileId,
    responsibleId,
    tag: tag ? keyOf(tag) : undefined,
    notLocated,
  };
  const given = Object.entries(parts).filter(([, value]) => value !== undefined);
  return given.length === 0 && withInactive
    ? undefined
    : { ...(Object.fromEntries(given) as CustomerFilter), withInactive };
}
