import { m } from '#words';
import type { TypePage, TypeSettings } from '@itinera/core';
import { localized, type PortalActionKind } from '@itinera/core/shared';
import { kindName as actionKindName } from '../actions/words.ts';
import type { ApiFailure } from '../api/failure.ts';
import { languageNames } from '../language-names.ts';
import { language } from '../language.svelte.ts';
import { logoRemedy } from '../settings/words.ts';

type Kind = TypeSettings['kind'];
export type TypePart = keyof TypeSettings;

export const kinds: readonly Kind[] = ['intervention', 'no-location', 'task', 'contact-call'];

export function kindText(kind: Kind): string {
  const texts: Record<Kind, () => string> = {
    intervention: m.catalogue_kind_intervention,
    'no-location': m.catalogue_kind_no_location,
    task: m.catalogue_kind_task,
    'contact-call': m.catalogue_kind_contact_call,
  };
  return texts[kind]();
}

export function kindName(kind: Kind): string {
  const texts: Record<Kind, () => string> = {
    intervention: m.catalogue_kind_short_intervention,
    'no-location': m.catalogue_kind_short_no_location,
    task: m.catalogue_kind_short_task,
    'contact-call': m.catalogue_kind_short_contact_call,
  };
  return texts[kind]();
}

/** What is wrong with a part of a type that was refused, and the remedy; undefined for any other part. */
export function partRemedy(failure: ApiFailure | null, part: TypePart, page: TypePage): string | undefined {
  if (failure?.code !== 'invalid') return undefined;
  const field = (failure.problem.field ?? '').replace(/^changes\./, '');
  if (field !== part && !field.startsWith(`${part}.`)) return undefined;
  if (failure.problem.reason === 'in-action') return lostCodes(failure);
  return remedy(part, failure.problem.reason, page);
}

/** What an action of the portal still speaks of. */
function lostCodes({ problem: { codes, action, label, kind } }: ApiFailure): string {
  const own = localized(label ?? {}, language.current);
  const name = own || actionKindName(kind as PortalActionKind);
  return m.catalogue_wrong_in_action({
    action: `${action ?? ''} (${name})`,
    codes: Array.isArray(codes) ? codes.join(', ') : '',
  });
}

function remedy(part: TypePart, reason: string | undefined, { languages }: TypePage): string {
  switch (reason) {
    case 'default-language':
      return m.catalogue_wrong_default_language({ language: languageNames[languages[0] ?? 'en'] });
    case 'taken':
      return m.catalogue_wrong_taken();
    case 'beyond-horizon':
      return m.catalogue_wrong_horizon();
    case 'below-step':
      return m.catalogue_wrong_step();
    case 'above-width':
      return m.catalogue_wrong_slack();
    case 'longer-than-day':
      return m.catalogue_wrong_day();
    case 'none':
      return m.catalogue_wrong_no_hours();
    case 'code':
      return m.catalogue_wrong_code();
    case 'container-too':
      return m.catalogue_wrong_container_too();
    case 'below-width':
      return m.catalogue_wrong_hours();
    default:
      return part === 'logo' ? logoRemedy(reason) : m.remedy_invalid({ field: partName(part) });
  }
}

/** Why a file was not taken; undefined for any other failure. */
export function fileRemedy(failure: ApiFailure | null): string | undefined {
  if (failure?.code !== 'invalid') return undefined;
  const { reason, line = 1, field = '' } = failure.problem;
  if (reason === 'json') return m.catalogue_file_json({ line });
  return reason === 'too-large' ? m.catalogue_file_large() : m.catalogue_file_place({ place: field });
}

/** Who plans open work of a type. */
export const assignments: readonly TypeSettings['assignment'][] = [
  'by-hand',
  'automatic',
  'automatic-promised',
];

export function assignmentText(assignment: TypeSettings['assignment']): string {
  const words = {
    'by-hand': m.catalogue_assignment_by_hand,
    automatic: m.catalogue_assignment_automatic,
    'automatic-promised': m.catalogue_assignment_promised,
  };
  return words[assignment]();
}

/** What a part of a type is called. */
export function partName(part: TypePart): string {
  return names[part]();
}

const names: Record<TypePart, () => string> = {
  name: m.catalogue_name,
  description: m.catalogue_description,
  reference: m.catalogue_reference,
  category: m.catalogue_category,
  logo: m.catalogue_logo,
  kind: m.catalogue_kind,
  visibility: m.catalogue_visibility,
  manual: m.catalogue_manual,
  container: m.catalogue_container,
  contained: m.catalogue_contained,
  supervisedClosing: m.catalogue_supervised,
  active: m.catalogue_active,
  position: m.catalogue_position,
  skills: m.team_skills,
  duration: m.catalogue_duration,
  bufferBefore: m.catalogue_buffer_before,
  bufferAfter: m.catalogue_buffer_after,
  notice: m.catalogue_notice,
  horizonDays: m.catalogue_horizon,
  offeredHours: m.catalogue_offered,
  step: m.catalogue_step,
  width: m.catalogue_width,
  slack: m.catalogue_slack,
  goal: m.catalogue_goal,
  minimumRelevance: m.catalogue_relevance,
  mostWindows: m.catalogue_most,
  holdSeconds: m.catalogue_hold,
  maximumReschedules: m.catalogue_reschedules,
  assignment: m.catalogue_assignment,
  portalShown: m.catalogue_portal_shown,
  display: m.catalogue_display,
  report: m.catalogue_report,
};
