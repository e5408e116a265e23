import type { CustomerInterventionPage, ExtraAction, PortalHome } from '@itinera/core';
import type { ActionIcon, ExtraActionKind } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';
import { notAllowedText } from '../words/refusal.ts';
import { momentIn, type Reader } from './visit-view.ts';

/** Kinds that have a page, each at an address by the id of the action. */
const linked = ['form', 'survey', 'propose', 'message'] as const satisfies ExtraActionKind[];
type LinkedKind = (typeof linked)[number];

/** A button of an action, in the reader's words. */
export interface ActionLink {
  id: string;
  kind: LinkedKind;
  /** null: of the home page. */
  visitId: string | null;
  label: string;
  description: string | undefined;
  icon: ActionIcon;
  /** Until when it is there; '' where there is nothing to say. */
  note: string;
}

/** The actions of a visit that can be done now, and a word on those that could be until recently. */
export function visitLinks(
  { id: visitId, extras, promise }: Pick<CustomerInterventionPage, 'id' | 'extras' | 'promise'>,
  reader: Reader,
): { links: ActionLink[]; notes: string[] } {
  const zone = promise?.zone ?? reader.zone;
  const links: ActionLink[] = [];
  const notes: string[] = [];
  for (const extra of extras) {
    if (!isLinked(extra.kind)) continue;
    const { kind } = extra;
    if (extra.available) {
      const note = extra.until === null ? '' : m.ask_until({ until: momentIn(extra.until, zone, reader) });
      links.push({ ...linkOf({ ...extra, kind }), visitId, note });
    } else if (extra.reason === 'answered') notes.push(m.form_survey_closed());
    else if (extra.reason === 'too-late')
      notes.push(`${labelOf({ ...extra, kind })}: ${notAllowedText(extra.reason)}`);
  }
  return { links, notes };
}

/** Those of the home page. */
export function homeLinks({ actions }: Pick<PortalHome, 'actions'>): ActionLink[] {
  return actions.flatMap(({ kind, ...action }) =>
    isLinked(kind) ? [{ ...linkOf({ ...action, kind }), visitId: null, note: '' }] : [],
  );
}

type Worded = Pick<ExtraAction, 'id' | 'icon' | 'label' | 'description'> & { kind: LinkedKind };

function linkOf({ id, kind, icon, label, description }: Worded): Omit<ActionLink, 'visitId' | 'note'> {
  return { id, kind, icon: icon ?? ownIcon[kind], label: labelOf({ kind, label }), description };
}

/** What an action is called: the company's word for it, or that of its kind. */
export function labelOf({ kind, label }: Pick<Worded, 'kind' | 'label'>): string {
  if (label !== undefined) return label;
  const words = {
    form: m.form_title,
    survey: m.form_survey_title,
    propose: m.ask_propose,
    message: m.ask_message,
  };
  return words[kind]();
}

const ownIcon: Record<LinkedKind, ActionIcon> = {
  form: 'form',
  survey: 'star',
  propose: 'calendar',
  message: 'message',
};

function isLinked(kind: ExtraActionKind): kind is LinkedKind {
  return (linked as readonly ExtraActionKind[]).includes(kind);
}
