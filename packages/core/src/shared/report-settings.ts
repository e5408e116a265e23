import type { LocalizedText } from './languages.ts';

/** Where staff find a report: on the sheet of the activity, on that of its closing. */
export const reportPlaces = ['activity', 'closing'] as const;
export type ReportPlace = (typeof reportPlaces)[number];

/** What report the closed work of a type gets (CAD-RE-03, -04). */
export interface ReportSettings {
  /** Whether one is made when work is closed. */
  made: boolean;
  /** What people read; in a language without one, a word of ours. */
  name: LocalizedText;
  places: ReportPlace[];
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
  comment: true,
  portal: false,
  mail: false,
};
