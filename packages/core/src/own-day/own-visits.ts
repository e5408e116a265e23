import { listInterventions, type InterventionSummary } from '@itinera/db';
import type { Context } from '../context.ts';
import { addressText } from '../customers/address-view.ts';
import { displayName } from '../customers/display-name.ts';
import type { FormToFill } from '../forms/types.ts';
import { visitForm } from '../forms/visit-form.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { localized } from '../shared/languages.ts';
import { workPage } from '../work/read.ts';
import type { OwnVisit, OwnWork, VisitContact } from './types.ts';

/** These visits of the unit, in this order, with what is needed on the way and at the door. */
export async function ownVisits(
  ctx: Context,
  scope: BusinessUnitScope,
  interventionIds: readonly string[],
): Promise<OwnVisit[]> {
  if (interventionIds.length === 0) return [];
  const { rows } = await listInterventions(ctx.db.read, scope.businessUnitId, {
    filter: { ids: interventionIds },
    order: 'newest',
    page: { limit: interventionIds.length, offset: 0 },
  });
  const visits = await Promise.all(
    rows.map(async (row) => {
      const { id } = row.intervention;
      return visitOf(row, scope, await workOf(ctx, scope, id), await formsOf(ctx, scope, id));
    }),
  );
  const place = new Map(interventionIds.map((id, index) => [id, index]));
  return visits.sort((a, b) => place.get(a.interventionId)! - place.get(b.interventionId)!);
}

function visitOf(
  row: InterventionSummary,
  scope: BusinessUnitScope,
  work: OwnWork,
  forms: FormToFill[],
): OwnVisit {
  const { intervention, part, address, customer } = row;
  return {
    interventionId: intervention.id,
    reference: intervention.reference,
    typeName: localized(row.activityTypeName, scope.language),
    status: intervention.status,
    result: intervention.result,
    revision: intervention.revision,
    customerName: displayName(customer),
    contacts: contactsOf(row),
    address: address && {
      label: address.label,
      text: addressText(address),
      lon: address.lon,
      lat: address.lat,
    },
    accessNotes: address?.accessNotes ?? '',
    visitNotes: address?.visitNotes ?? '',
    comment: intervention.comment,
    duration: part?.duration ?? 0,
    work,
    forms,
  };
}

function contactsOf({ address, customer }: InterventionSummary): VisitContact[] {
  const all = [
    { name: address?.contactName ?? null, phone: address?.contactPhone ?? null },
    { name: null, phone: customer.mobile },
    { name: null, phone: customer.phone },
  ];
  const known = new Set<string>();
  return all.flatMap(({ name, phone }) => {
    if (phone === null || phone === '' || known.has(phone)) return [];
    known.add(phone);
    return [{ name, phone }];
  });
}

async function workOf(ctx: Context, scope: BusinessUnitScope, interventionId: string): Promise<OwnWork> {
  const { state, seen, supervised, taken } = await workPage(ctx, scope, interventionId);
  const forward = taken.filter(({ step }) => step !== 'back');
  return {
    ...{ state, seen, supervised },
    startedAt: state === 'started' ? (forward.findLast(({ to }) => to === 'started')?.at ?? null) : null,
    from: Object.fromEntries(forward.map(({ to, from }) => [to, from])),
  };
}

/** Those that are designed and filled in while the visit is as it is. */
async function formsOf(
  ctx: Context,
  scope: BusinessUnitScope,
  interventionId: string,
): Promise<FormToFill[]> {
  const asked = (['activity', 'closing'] as const).map((purpose) =>
    visitForm(ctx, scope, { interventionId, purpose }).catch((error: unknown) => {
      if (error instanceof ItineraError && (error.code === 'not-found' || error.code === 'not-allowed'))
        return null;
      throw error;
    }),
  );
  return (await Promise.all(asked)).filter((form) => form !== null);
}
