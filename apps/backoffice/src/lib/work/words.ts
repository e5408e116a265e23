import { m } from '#words';
import type { KoReason, WorkStep } from '@itinera/core/shared';

/** What a step is called, said or to be said. */
export const stepNames: Readonly<Record<WorkStep, () => string>> = {
  'on-the-way': m.work_on_the_way,
  arrived: m.work_arrived,
  started: m.work_started,
  back: m.work_back,
  closed: m.work_closed,
  confirmed: m.work_confirmed,
  'sent-back': m.work_sent_back,
  reopened: m.work_reopened,
};

/** Why work is not OK. */
export const koReasonNames: Readonly<Record<KoReason, () => string>> = {
  'no-show': m.work_ko_no_show,
  'no-access': m.work_ko_no_access,
  refused: m.work_ko_refused,
  'not-possible': m.work_ko_not_possible,
  'parts-missing': m.work_ko_parts_missing,
  other: m.work_ko_other,
};
