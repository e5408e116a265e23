import { z } from 'zod';
import { ItineraError } from '../shared/errors.ts';
import { parseInput } from '../shared/parse-input.ts';
import type { ApiSlotQuery } from './api-types.ts';

const day = 86_400;
const mostDays = 31;
const instant = z.int('must be an instant').min(0).max(4_102_444_800).optional();

const read = parseInput(
  z.strictObject({
    activityTypeId: z.uuid('must be the id of an activity type').optional(),
    addressId: z.uuid('must be the id of an address').optional(),
    address: z
      .string('must be text')
      .trim()
      .min(5, 'must be a street and a town')
      .max(200, 'must have at most 200 characters')
      .optional(),
    latitude: z
      .number('must be a number')
      .min(-90, 'must be -90 to 90')
      .max(90, 'must be -90 to 90')
      .optional(),
    longitude: z
      .number('must be a number')
      .min(-180, 'must be -180 to 180')
      .max(180, 'must be -180 to 180')
      .optional(),
    interventionId: z.uuid('must be the id of an intervention').optional(),
    duration: z
      .int('must be whole seconds')
      .min(60, 'must be a minute at least')
      .max(12 * 3600, 'must be twelve hours at most')
      .optional(),
    from: instant,
    to: instant,
    availableOnly: z.boolean('must be true or false').optional(),
    form: z.enum(['full', 'reduced'], 'must be full or reduced').optional(),
  }),
);

/**
 * What is asked of a slot search, as CAD-PL-05 has it.
 * @throws ItineraError `invalid` that names the field and what it must be.
 */
export function readSlotQuery(input: unknown): ApiSlotQuery {
  const query = read(input);
  if (query.interventionId === undefined) requireWhatAndWhere(query);
  else
    for (const field of [
      'activityTypeId',
      'addressId',
      'address',
      'latitude',
      'longitude',
      'duration',
    ] as const)
      if (query[field] !== undefined) throw invalid(field, 'must be left out: the intervention says it');
  const { from, to } = query;
  if (from !== undefined && to !== undefined && to <= from) throw invalid('to', 'must be after from');
  if (to !== undefined && from === undefined) throw invalid('from', 'must be given with to');
  if (from !== undefined && to !== undefined && to - from > mostDays * day)
    throw invalid('to', `must be ${mostDays} days after from at most`);
  return query;
}

function requireWhatAndWhere({ activityTypeId, ...where }: ApiSlotQuery): void {
  if (activityTypeId === undefined)
    throw invalid('activityTypeId', 'must say what is to be done, or interventionId for which work');
  const { addressId, address, latitude, longitude } = where;
  const place = latitude !== undefined || longitude !== undefined;
  if (addressId !== undefined && (place || address !== undefined))
    throw invalid('addressId', 'must be left out where the place is given otherwise');
  if (address !== undefined && place)
    throw invalid('address', 'must be left out where latitude and longitude are given');
  if (addressId !== undefined || address !== undefined) return;
  if (!place) throw invalid('addressId', 'must say where, or address, or latitude and longitude');
  if (latitude === undefined) throw invalid('latitude', 'must be given with longitude');
  if (longitude === undefined) throw invalid('longitude', 'must be given with latitude');
}

function invalid(field: string, what: string): ItineraError {
  return new ItineraError('invalid', `${field} ${what}`, { field });
}
