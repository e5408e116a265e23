import { insertRows } from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import * as field from './fields.ts';
import { systemScope } from './organisation.ts';
import { parse } from './parse.ts';

const clocking = z.object({
  technicianId: field.id,
  startedAt: field.instant,
  /** null: forgotten. */
  endedAt: field.instant.nullable(),
});
const schema = z.object({ businessUnitId: field.id, clockings: z.array(clocking) });
export type ClockingsInput = z.input<typeof schema>;

/**
 * Writes clockings of past days, none of a visit; none may meet another of the same technician.
 * @throws ItineraError `invalid`.
 */
export async function makeClockings(ctx: Context, input: ClockingsInput): Promise<void> {
  const { businessUnitId, clockings } = parse(schema, input, 'attendance');
  const { companyId } = await systemScope(ctx, businessUnitId);
  await ctx.db.write((tx) =>
    insertRows(
      tx,
      'clocking',
      clockings.map((one) => ({
        ...one,
        id: ctx.ids.newId(),
        companyId,
        businessUnitId,
        forgottenAt: one.endedAt === null ? one.startedAt + 86_400 : null,
        createdAt: one.startedAt,
      })),
    ),
  );
}
