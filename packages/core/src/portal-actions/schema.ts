import { z } from 'zod';
import {
  actionIcons,
  mayResult,
  resultingStatuses,
  staffNotified,
  usuallyNotified,
} from '../shared/action-settings.ts';
import { actionPlaces, placesOf } from '../shared/action-facts/places.ts';
import { givesTime, portalActionKinds } from '../shared/interventions.ts';
import { languages } from '../shared/languages.ts';
import { longestDocument } from '../shared/documents.ts';
import { parseInput } from '../shared/parse-input.ts';
import { ruleSchema } from '../shared/rules/schema.ts';
import { weeklyHours } from '../technicians/hours-schema.ts';

const words = (longest: number) =>
  z
    .partialRecord(
      z.enum(languages, 'must be a language of the portal'),
      z.string().trim().max(longest, `must have at most ${longest} characters`),
    )
    .transform((text) => Object.fromEntries(Object.entries(text).filter(([, value]) => value !== '')));
const whole = (least: number, most: number) =>
  z.int('must be a whole number').min(least, `must be ${least} or more`).max(most, `must be ${most} or less`);
const kind = z.enum(portalActionKinds, 'must be a kind of action');
const resultingStatus = z.enum(resultingStatuses, 'must be a resulting status').nullable().default(null);
const notice = whole(0, 366 * 86_400);
const revision = whole(1, 2 ** 31 - 1);

const limits = z.strictObject({
  horizonDays: whole(1, 366).optional(),
  offeredHours: weeklyHours.optional(),
  minimumRelevance: whole(0, 100).optional(),
  slotsShown: whole(1, 500).optional(),
  maximumReschedules: whole(0, 1000).optional(),
});

/** An action's settings by themselves; whether they narrow their type's is asked by the use case. */
export const readActionInput = parseInput(
  z
    .strictObject({
      actionId: z.string().optional(),
      revision: revision.optional(),
      kind,
      enabled: z.boolean('must be yes or no'),
      place: z.enum(actionPlaces, 'must be a place'),
      label: words(80),
      description: words(500),
      confirmation: words(1000),
      // A file that was written before there were icons, and before staff could be told, has neither.
      icon: z.enum(actionIcons, 'must be an icon').nullable().default(null),
      tellCustomer: z.boolean('must be yes or no'),
      notifyStaff: z
        .array(z.enum(staffNotified, 'must be who is told'))
        .max(staffNotified.length, 'are too many')
        .optional(),
      document: words(longestDocument).default({}),
      staffConfirms: z.boolean('must be yes or no').default(false),
      resultingStatus,
      minimumNotice: notice,
      limits,
      conditions: ruleSchema.nullable(),
    })
    .refine(({ kind: of, place }) => placesOf(of).includes(place), {
      path: ['place'],
      message: 'cannot be that of an action of this kind',
    })
    .refine(({ kind: of, document }) => of === 'sign' || Object.keys(document).length === 0, {
      path: ['document'],
      message: 'is for actions by which a document is signed',
    })
    .refine(({ kind: of, staffConfirms }) => !staffConfirms || givesTime(of), {
      path: ['staffConfirms'],
      message: 'is for actions by which a time is chosen',
    })
    .refine(({ kind: of, resultingStatus: status }) => status === null || mayResult(of), {
      path: ['resultingStatus'],
      message: 'is for actions that ask or tell something before the work begins',
    })
    .transform(({ notifyStaff, ...settings }) => ({
      ...settings,
      notifyStaff: notifyStaff ?? [...usuallyNotified(settings.kind)],
    })),
);

export const readTryInput = parseInput(
  z.object({
    kind,
    enabled: z.boolean('must be yes or no'),
    minimumNotice: notice,
    maximumReschedules: whole(0, 1000).nullable(),
    resultingStatus,
    conditions: ruleSchema.nullable(),
  }),
);

export const readRevision = parseInput(z.object({ revision }));
