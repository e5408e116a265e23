import type { InterventionStatus } from './interventions.ts';
import type { LocalizedText } from './languages.ts';
import type { TemplateUse } from './templates/template.ts';

/** What of an intervention customers may be shown or not. */
export const portalFields = [
  'reference',
  'address',
  'technician',
  'duration',
  'comment',
  'cancel-reason',
  'history',
] as const;
export type PortalField = (typeof portalFields)[number];

/** How customers see the interventions of a type (CAD-PD-06, -07). What is not named is shown, in the portal's own words. */
export interface PortalDisplay {
  /** Interventions that stand so are absent from the portal. */
  hiddenStatuses: InterventionStatus[];
  /** What customers read for a status, instead of the portal's own word. */
  statusLabels: Partial<Record<InterventionStatus, LocalizedText>>;
  hiddenFields: PortalField[];
  /** The promised window, or the planned start besides; it may still move inside the window. */
  time: 'window' | 'exact';
  /** Above the visit instead of the type's name, one line, with replacement codes. */
  heading: LocalizedText;
  /** Below it, several lines, with replacement codes. */
  text: LocalizedText;
}

/** What the texts of a display may speak of. Fields of forms and customers have no code until the portal shows them. */
export const portalTextUse = {
  contexts: ['intervention', 'customer', 'system'],
  custom: {},
} as const satisfies TemplateUse;

/** What a type's interventions look like before anybody says otherwise. */
export const plainDisplay: PortalDisplay = {
  hiddenStatuses: [],
  statusLabels: {},
  hiddenFields: [],
  time: 'window',
  heading: {},
  text: {},
};
