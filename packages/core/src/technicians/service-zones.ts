import {
  insertRows,
  listServiceZones,
  listTechniciansOfBusinessUnit,
  setZoneTechnicians,
  updateServiceZone,
  type Queries,
} from '@itinera/db';
import { z } from 'zod';
import { appendEvent } from '../audit/append-event.ts';
import type { Context } from '../context.ts';
import { zoneKey } from '../customers/zone-of-address.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { parseInput } from '../shared/parse-input.ts';
import { areaField, colourField } from './map-fields.ts';
import { tellTaken } from './outcome.ts';
import type { SaveServiceZoneInput, ServiceZoneView } from './service-zone-types.ts';
import { shownRevision } from '../shared/shown-revision.ts';

const mostZones = 200;

const read = parseInput(
  z.object({
    serviceZoneId: z.string().optional(),
    revision: shownRevision.optional(),
    name: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(100, 'must have at most 100 characters')
      .regex(/^[^\p{Cc}]*$/u, 'must be one line'),
    colour: colourField,
    area: areaField.nullable(),
    active: z.boolean('must be yes or no'),
    technicianIds: z
      .array(z.string())
      .max(500, 'must have at most 500 technicians')
      .transform((all) => [...new Set(all)].sort()),
  }),
);

/** The service zones of a unit by name, also those that are off. */
export async function serviceZones(
  ctx: Context,
  { businessUnitId }: BusinessUnitScope | SystemScope,
): Promise<ServiceZoneView[]> {
  return zonesOf(ctx.db.read, businessUnitId);
}

/** Who left the unit serves nothing of it any more. */
async function zonesOf(q: Queries, businessUnitId: string): Promise<ServiceZoneView[]> {
  const own = await ownTechnicians(q, businessUnitId);
  return (await listServiceZones(q, businessUnitId)).map(
    ({ id, revision, name, colour, area, active, technicianIds }) => ({
      ...{ id, revision, name, colour, area, active },
      technicianIds: technicianIds.filter((one) => own.has(one)),
    }),
  );
}

async function ownTechnicians(q: Queries, businessUnitId: string): Promise<ReadonlySet<string>> {
  return new Set((await listTechniciansOfBusinessUnit(q, businessUnitId)).map(({ id }) => id));
}

/**
 * Makes a service zone, or changes or switches off one: searches and confirmations keep to it from then on, and what is
 * planned stays.
 * @throws ItineraError `stale` (`details.current` and `details.given`), `invalid` (the field; `name` is `taken`),
 *   `not-found`, `not-allowed` (`role`, `zones-full`).
 */
export async function saveServiceZone(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  input: SaveServiceZoneInput,
): Promise<{ serviceZoneId: string }> {
  const { serviceZoneId = ctx.ids.newId(), revision = 0, technicianIds, ...fields } = read(input);
  requireIds({ serviceZoneId });
  const { businessUnitId } = scope;
  const columns = { ...fields, key: zoneKey(fields.name) };
  const saved = ctx.db.write(async (tx) => {
    const own = await ownTechnicians(tx, businessUnitId);
    if (technicianIds.some((id) => !own.has(id))) throw notFound('technicianIds');
    const all = await zonesOf(tx, businessUnitId);
    const before = all.find(({ id }) => id === serviceZoneId);
    if (input.serviceZoneId === undefined) {
      if (all.length >= mostZones)
        throw new ItineraError('not-allowed', `A business unit has at most ${mostZones} service zones`, {
          reason: 'zones-full',
        });
      await insertRows(tx, 'serviceZone', [{ ...columns, id: serviceZoneId, businessUnitId }]);
    } else if (!before) throw notFound('serviceZoneId');
    else if (!(await updateServiceZone(tx, businessUnitId, serviceZoneId, revision, columns)))
      throw new ItineraError('stale', 'The service zone was changed since it was shown', {
        field: 'revision',
        details: { current: before, given: { ...fields, technicianIds } },
      });
    await setZoneTechnicians(tx, businessUnitId, serviceZoneId, technicianIds);
    await appendEvent(ctx, tx, scope, {
      kind: 'service-zone.saved',
      subjectType: 'service-zone',
      subjectId: serviceZoneId,
      data: { was: before ?? null, is: { ...fields, technicianIds } },
    });
    return { serviceZoneId };
  });
  return saved.catch(tellTaken);
}
