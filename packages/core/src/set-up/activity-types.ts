import { insertRows } from '@itinera/db';
import { z } from 'zod';
import { keepCategory } from '../catalogue/categories.ts';
import { displaySchema, reportSchema } from '../catalogue/settings-schema.ts';
import type { Context } from '../context.ts';
import { plainDisplay } from '../shared/portal-display.ts';
import { plainReport } from '../shared/report-settings.ts';
import * as field from './fields.ts';
import { unitById } from './organisation.ts';
import { parse } from './parse.ts';
import { skillIds, skillLevels } from './technicians.ts';

const action = z.object({ enabled: z.boolean().default(true), minimumNotice: field.seconds.default(0) });

const schema = z.object({
  businessUnitId: field.id,
  reference: field.text,
  name: field.localizedText,
  description: field.localizedText.default({}),
  category: z.string().default(''),
  kind: z.enum(['intervention', 'no-location', 'task', 'contact-call']).default('intervention'),
  /** At the door, in seconds. */
  duration: field.seconds.min(60, 'must be a minute or more'),
  bufferBefore: field.seconds.default(0),
  bufferAfter: field.seconds.default(0),
  notice: field.seconds.default(0),
  horizonDays: z.int().min(1).max(366).default(28),
  offeredHours: field.weeklyHours.nullable().default(null),
  step: field.seconds.min(300, 'must be five minutes or more').default(1800),
  width: field.seconds.default(7200),
  slack: field.seconds.default(0),
  goal: z.enum(['relevance', 'earliest']).default('relevance'),
  minimumRelevance: z.int().min(0).max(100).default(0),
  holdSeconds: field.seconds.min(60, 'must be a minute or more').default(600),
  maximumReschedules: z.int().min(0).nullable().default(null),
  position: z.int().default(0),
  portalShown: z.boolean().default(true),
  /** Parts of how customers see it; absent: everything, in the portal's own words. */
  display: displaySchema
    .partial()
    .default({})
    .transform((given) => ({ ...plainDisplay, ...given })),
  /** Parts of the report that is made at closing; absent: none is. */
  report: reportSchema
    .partial()
    .default({})
    .transform((given) => ({ ...plainReport, ...given })),
  /** Skill code -> minimum level. */
  skills: skillLevels.default({}),
  /** What customers may do with it; absent: not configured. */
  actions: z.object({ book: action, reschedule: action, cancel: action }).partial().default({}),
});
export type NewActivityTypeInput = z.input<typeof schema>;

/** Makes an activity type with its planning rules, skills and portal actions. */
export async function makeActivityType(
  ctx: Context,
  input: NewActivityTypeInput,
): Promise<{ activityTypeId: string }> {
  const { skills, actions, ...type } = parse(schema, input, 'activityType');
  const { businessUnitId } = type;
  const { companyId } = await unitById(ctx, businessUnitId);
  const activityTypeId = ctx.ids.newId();
  await ctx.db.write(async (tx) => {
    const asked = await skillIds(tx, companyId, skills, 'activityType.skills');
    const category = await keepCategory(ctx, tx, type, type.category);
    await insertRows(tx, 'activityType', [{ ...type, category, id: activityTypeId }]);
    await insertRows(
      tx,
      'activityTypeSkill',
      asked.map((skill) => ({ ...skill, companyId, businessUnitId, activityTypeId })),
    );
    const kinds = (['book', 'reschedule', 'cancel'] as const).flatMap((kind, position) => {
      const configured = actions[kind];
      return configured ? [{ ...configured, kind, position }] : [];
    });
    await insertRows(
      tx,
      'portalAction',
      kinds.map((one) => ({ ...one, id: ctx.ids.newId(), businessUnitId, activityTypeId })),
    );
  });
  return { activityTypeId };
}
