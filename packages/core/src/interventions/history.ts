import {
  findAccess,
  findStaffUser,
  type ActivityType,
  type Event,
  type InterventionEvent,
  type Queries,
} from '@itinera/db';
import { findApiKey } from '@itinera/db/api-keys';
import { z } from 'zod';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { localized } from '../shared/languages.ts';
import { warningKinds } from '../shared/interventions.ts';
import { koReasons } from '../shared/work.ts';
import { typesHiding } from './as-displayed.ts';
import { historyKinds, staffHistoryKinds, type HistoryEntry, type StaffHistoryEntry } from './types.ts';

const told = z.object({
  promise: z.object({ start: z.number(), end: z.number(), zone: z.string() }).nullish(),
});

const facts = z.object({
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  result: z.enum(['ok', 'ko']).nullable(),
  reason: z.enum(koReasons).nullable(),
  comment: z.string(),
});
const toldToStaff = z.object({
  words: z.string().nullish().catch(null),
  before: facts.optional().catch(undefined),
  after: facts.optional().catch(undefined),
  over: z.array(z.enum(warningKinds)).optional().catch(undefined),
});

/** Entries for customers' eyes: nobody is named but themselves. */
export function customerHistory(
  events: readonly InterventionEvent[],
  scope: AccessScope,
  types: readonly ActivityType[],
): HistoryEntry[] {
  const nameless = typesHiding('reference', types);
  return events.map((item) => {
    const isOwn = item.event.actorType === 'access' && item.event.actorId === scope.accessId;
    const told = entry(item, historyKinds, scope, isOwn ? scope.personName : null);
    return nameless.includes(item.activityTypeId) ? { ...told, reference: null } : told;
  });
}

/** Entries for staff, with who did each. */
export async function staffHistory(
  q: Queries,
  events: readonly InterventionEvent[],
  scope: BusinessUnitScope | SystemScope,
): Promise<StaffHistoryEntry[]> {
  const names = new Map<string, string | null>();
  for (const { event } of events) {
    if (event.actorId !== null && !names.has(event.actorId))
      names.set(event.actorId, await actorName(q, scope, event));
  }
  return events.map((item) => {
    const more = toldToStaff.safeParse(item.event.data).data;
    return {
      ...entry(item, staffHistoryKinds, scope, names.get(item.event.actorId ?? '') ?? null),
      words: more?.words ?? null,
      corrected: more?.before && more.after ? { before: more.before, after: more.after } : null,
      over: more?.over ?? [],
    };
  });
}

async function actorName(
  q: Queries,
  { companyId, businessUnitId }: BusinessUnitScope | SystemScope,
  { actorType, actorId }: Event,
): Promise<string | null> {
  if (actorId === null) return null;
  if (actorType === 'access') return (await findAccess(q, businessUnitId, actorId))?.name ?? null;
  if (actorType === 'staff') return (await findStaffUser(q, companyId, actorId))?.name ?? null;
  if (actorType === 'api') return (await findApiKey(q, businessUnitId, actorId))?.name ?? null;
  return null;
}

function entry<Kind extends string>(
  { event, reference, activityTypeName }: InterventionEvent,
  kinds: readonly Kind[],
  scope: AccessScope | BusinessUnitScope | SystemScope,
  actorName: string | null,
): HistoryEntry<Kind | 'intervention.created'> {
  const data = told.safeParse(event.data).data;
  return {
    at: event.at,
    kind: kinds.find((kind) => kind === event.kind) ?? 'intervention.created',
    interventionId: event.subjectId,
    reference,
    typeName: localized(activityTypeName, scope.language),
    promise: data?.promise ?? null,
    actorName,
  };
}
