import type { TimelineEntry } from '@itinera/core';
import { m } from '#paraglide/messages.js';
import { historyText } from './history.ts';

/** What happened to a visit, in a few words. */
export function timelineText(kind: TimelineEntry['kind']): string {
  switch (kind) {
    case 'on-the-way':
      return m.timeline_on_the_way();
    case 'arrived':
      return m.timeline_arrived();
    case 'started':
      return m.timeline_started();
    case 'finished':
      return m.timeline_finished();
    case 'not-done':
      return m.timeline_not_done();
    case 'report':
      return m.timeline_report();
    default:
      return historyText(kind);
  }
}
