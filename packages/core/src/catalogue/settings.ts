import {
  eventsOfSubject,
  findActivityType,
  findStaffUser,
  listActivityTypes,
  listPresets,
  listRequiredSkills,
  listSkills,
  type ActivityType,
  type Event,
  type Queries,
} from '@itinera/db';
import { ownUnit, settingsOf as unitSettingsOf } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { languages, localized, type LocalizedText } from '../shared/languages.ts';
import { plainDisplay, visitMessages, type PortalDisplay } from '../shared/portal-display.ts';
import { plainReport, type ReportSettings } from '../shared/report-settings.ts';
import { showableFields } from './showable-fields.ts';
import { lastChange, readChange } from './type-change.ts';
import type { TypeChange, TypePage, TypeRow, TypeSettings } from './settings-types.ts';

/** Every type of the unit in its order. @throws ItineraError `not-allowed` (`role`). */
export async function listTypes(ctx: Context, scope: BusinessUnitScope | SystemScope): Promise<TypeRow[]> {
  const types = await listActivityTypes(ctx.db.read, scope.businessUnitId);
  return types.map((type) => ({
    id: type.id,
    name: localized(type.name, scope.language),
    reference: type.reference,
    category: type.category,
    kind: type.kind,
    logo: type.logo,
    duration: type.duration,
    active: type.active,
    manual: type.manual,
    portalShown: type.portalShown,
  }));
}

/**
 * A type as it is configured.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function typePage(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
): Promise<TypePage> {
  return typePageOf(ctx.db.read, scope, await ownType(ctx.db.read, scope, activityTypeId));
}

/** A type of the scope's unit. @throws ItineraError `not-found`. */
export async function ownType(
  q: Queries,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  activityTypeId: string,
): Promise<ActivityType> {
  requireIds({ activityTypeId });
  const type = await findActivityType(q, businessUnitId, activityTypeId);
  if (!type) throw notFound('activityTypeId');
  return type;
}

export async function typePageOf(
  q: Queries,
  scope: BusinessUnitScope | SystemScope,
  type: ActivityType,
): Promise<TypePage> {
  const { companyId, businessUnitId } = scope;
  const { languages, defaultLanguage } = unitSettingsOf(await ownUnit(q, scope));
  const presets = await listPresets(q, businessUnitId);
  const skills = await listSkills(q, companyId);
  const events = await eventsOfSubject(q, businessUnitId, { type: 'activity-type', id: type.id });
  return {
    id: type.id,
    settings: await typeSettings(q, type),
    revision: type.revision,
    languages: [defaultLanguage, ...languages.filter((one) => one !== defaultLanguage)],
    categories: presets
      .filter(({ list, active }) => list === 'type-category' && active)
      .map(({ name }) => name),
    skills: skills.map(({ code, name }) => ({ code, name })),
    showable: await showableFields(q, businessUnitId, type.id),
    lastChange: await lastChangeOf(q, companyId, events),
  };
}

/** The configuration of a type, with the skills it asks for. */
export async function typeSettings(q: Queries, type: ActivityType): Promise<TypeSettings> {
  const skills = await listRequiredSkills(q, type.businessUnitId, type.id);
  return {
    name: type.name,
    description: type.description,
    reference: type.reference,
    category: type.category,
    logo: type.logo,
    kind: type.kind,
    visibility: type.visibility,
    manual: type.manual,
    container: type.container,
    contained: type.contained,
    supervisedClosing: type.supervisedClosing,
    active: type.active,
    position: type.position,
    skills: Object.fromEntries(skills.map(({ code, level }) => [code, level])),
    duration: type.duration,
    bufferBefore: type.bufferBefore,
    bufferAfter: type.bufferAfter,
    notice: type.notice,
    horizonDays: type.horizonDays,
    offeredHours: type.offeredHours,
    step: type.step,
    width: type.width,
    slack: type.slack,
    goal: type.goal === 'earliest' ? 'earliest' : 'relevance',
    minimumRelevance: type.minimumRelevance,
    mostWindows: type.mostWindows,
    holdSeconds: type.holdSeconds,
    maximumReschedules: type.maximumReschedules,
    assignment: type.assignment,
    portalShown: type.portalShown,
    display: displayOf(type),
    report: reportOf(type),
  };
}

/** How customers see a type, whatever of it is stored. */
export function displayOf({ display }: Pick<ActivityType, 'display'>): PortalDisplay {
  const stored = display as Partial<PortalDisplay> | null;
  return { ...plainDisplay, ...stored, messages: messagesOf(stored?.messages) };
}

/** What of stored words of mails is words: a booking sends its mail whatever stands there. */
function messagesOf(stored: unknown): PortalDisplay['messages'] {
  if (stored === undefined) return {};
  const textsOf = (texts: unknown): LocalizedText =>
    Object.fromEntries(
      languages.flatMap((language) => {
        const text = part(texts, language);
        return typeof text === 'string' ? [[language, text]] : [];
      }),
    );
  return Object.fromEntries(
    visitMessages.flatMap((message) => {
      const own = part(stored, message);
      const texts = { subject: textsOf(part(own, 'subject')), text: textsOf(part(own, 'text')) };
      return Object.keys({ ...texts.subject, ...texts.text }).length > 0 ? [[message, texts]] : [];
    }),
  );
}

function part(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}

/** What report a type's closed work gets, whatever of it is stored. */
export function reportOf({ report }: Pick<ActivityType, 'report'>): ReportSettings {
  return { ...plainReport, ...report };
}

async function lastChangeOf(
  q: Queries,
  companyId: string,
  events: readonly Event[],
): Promise<TypeChange | null> {
  const last = lastChange(events);
  const change = last && readChange(last);
  if (!last || !change) return null;
  const staff =
    last.actorType === 'staff' && last.actorId ? await findStaffUser(q, companyId, last.actorId) : null;
  return {
    at: last.at,
    staffName: staff?.name ?? null,
    parts: Object.keys(change.before) as TypeChange['parts'],
  };
}
