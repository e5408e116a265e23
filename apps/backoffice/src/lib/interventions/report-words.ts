import { m } from '#words';
import type { AskedReport, ReportMailView } from '@itinera/core';
import { moment } from '../format/time.ts';

/** What became of sending a version of a report to the customer. */
export function reportMailText({ state, sentAt }: ReportMailView, zone: string): string {
  switch (state) {
    case 'queued':
      return m.reports_mail_queued();
    case 'sent':
      return m.reports_mail_sent({ when: sentAt === null ? '–' : moment(sentAt, zone) });
    case 'failed':
      return m.reports_mail_failed();
    case 'superseded':
      return m.reports_mail_superseded();
    case 'nobody':
      return m.reports_mail_nobody();
  }
}

/** What became of a report that somebody asked for. */
export function askedReportText(state: AskedReport): string {
  switch (state) {
    case 'waiting':
      return m.reports_waiting();
    case 'made':
      return m.reports_new();
    case 'unchanged':
      return m.reports_unchanged();
    case 'failed':
      return m.reports_failed();
  }
}
