import type { CustomerIntervention, VisitProgress } from '@itinera/core';
import { m } from '#paraglide/messages.js';
import { timeText } from '../format/dates.ts';
import { visitStateText } from '../words/visit-status.ts';
import type { Reader } from './visit-view.ts';

/** How far a visit is today, in words; nothing that the type hides. */
export interface NowView {
  /** "We are on the way to you". */
  what: string;
  /** "Expected between 10:40 and 10:55"; null: what was agreed stands, or somebody is there. */
  expected: string | null;
  /** The likely time, where customers may know more than a window. */
  likely: string | null;
  /** That it is later than agreed, or may be. */
  late: string | null;
  /** Whether the time is worked out from an estimate of the road. */
  estimated: boolean;
}

/** null: there is nothing to say but what was agreed. */
export function nowView(
  visit: Pick<CustomerIntervention, 'technicianName' | 'awaiting'>,
  { state, since, arrival, late, zone }: VisitProgress,
  { language }: Pick<Reader, 'language'>,
): NowView | null {
  const time = (at: number) => timeText(at, zone, language);
  const what = whatIs(state, since === null ? null : time(since), visit.technicianName);
  if (visit.awaiting || (what === null && arrival === null && late === 'no')) return null;
  return {
    what: what ?? m.now_coming(),
    expected: arrival && m.now_expected({ from: time(arrival.from), to: time(arrival.to) }),
    likely: arrival && arrival.likely !== null ? m.now_likely({ time: time(arrival.likely) }) : null,
    late: lateText(late),
    estimated: arrival?.estimated ?? false,
  };
}

function whatIs(state: VisitProgress['state'], since: string | null, name: string | null): string | null {
  switch (state) {
    case 'on-the-way':
      return name === null ? m.now_on_the_way() : m.now_on_the_way_name({ name });
    case 'arrived':
      return since === null ? visitStateText(state) : m.now_arrived({ time: since });
    case 'started':
      return since === null ? visitStateText(state) : m.now_started({ time: since });
    case 'checking':
      return m.now_checking();
    default:
      return null;
  }
}

function lateText(late: VisitProgress['late']): string | null {
  switch (late) {
    case 'yes':
      return m.now_late_yes();
    case 'maybe':
      return m.now_late_maybe();
    case 'passed':
      return m.now_late_passed();
    case 'no':
      return null;
  }
}
