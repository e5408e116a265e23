import type { ActionPlace } from '../shared/action-facts/places.ts';
import type { Language, LocalizedText } from '../shared/languages.ts';
import type { PortalDisplay, VisitMessage } from '../shared/portal-display.ts';
import type { MessageWords } from './message-words.ts';
import type { CustomerIntervention } from './types.ts';

/** A display that is being configured, and the intervention it is tried on. */
export interface PortalCardInput {
  activityTypeId: string;
  /** null: the newest of the type. */
  interventionId: string | null;
  language: Language;
  portalShown: boolean;
  display: PortalDisplay;
}

/** What its customer would see. */
export interface PortalCard {
  /** The newest of the type, to try it on. */
  choices: { id: string; reference: string; customerName: string }[];
  interventionId: string | null;
  visit: CustomerIntervention | null;
  /** Staff's own words of the mails about it, where there are some; '': the mail's own. */
  messages: Partial<Record<VisitMessage, MessageWords>>;
  /** Why customers see nothing of it: there is none, the type is not shown, or its status is not; null: they see it. */
  absent: 'none' | 'type' | 'status' | null;
}

/** The texts of an action that is being configured, and the intervention they are tried on. */
export interface ActionCardInput extends Record<keyof ActionCard, LocalizedText> {
  activityTypeId: string;
  interventionId: string;
  place: ActionPlace;
  language: Language;
}

/** What its customer would read; '': nothing. */
export interface ActionCard {
  label: string;
  description: string;
  confirmation: string;
  document: string;
}
