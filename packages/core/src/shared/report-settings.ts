import type { LocalizedText } from './languages.ts';
import { displayTextUse, type FieldsShown } from './portal-display.ts';
import type { TemplateUse } from './templates/template.ts';

/** Where staff find a report: on the sheet of the activity, on that of its closing. */
export const reportPlaces = ['activity', 'closing'] as const;
export type ReportPlace = (typeof reportPlaces)[number];

/** What report the closed work of a type gets (CAD-RE-03 to -06). */
export interface ReportSettings {
  /** Whether one is made when work is closed. */
  made: boolean;
  /** What people read; in a language without one, a word of ours. */
  name: LocalizedText;
  places: ReportPlace[];
  /** Before and after what was recorded, several lines, with replacement codes (CAD-RE-05). */
  intro: LocalizedText;
  ending: LocalizedText;
  /** Whether what the technician wrote on closing is in it. */
  comment: boolean;
  /** Whether customers who see the visit have it. */
  portal: boolean;
  /** Whether each version is sent to the customer by e-mail (CAD-RE-06). */
  mail: boolean;
}

/** Before anybody says otherwise none is made. */
export const plainReport: ReportSettings = {
  made: false,
  name: {},
  places: [...reportPlaces],
  intro: {},
  ending: {},
  comment: true,
  portal: false,
  mail: false,
};

/**
 * What the texts of a report may speak of: what the type's display shows customers, and not of the moment at which it is read, so that
 * the same work makes the same report.
 */
export function reportTextUse(display: FieldsShown): TemplateUse {
  return { ...displayTextUse(display), contexts: ['intervention', 'customer'] };
}
