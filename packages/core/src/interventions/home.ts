import { listInterventionEvents, listInterventions, type InterventionSummary } from '@itinera/db';
import type { Context } from '../context.ts';
import type { AccessScope } from '../scopes.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { bookableTypes } from '../catalogue/bookable-types.ts';
import { hiddenWork, typesHiding } from './as-displayed.ts';
import {
  customerIntervention,
  loadPageBackground,
  loadPortalSettings,
  shownTypeIds,
} from './customer-view.ts';
import { homeActions } from './extra-actions.ts';
import { customerHistory } from './history.ts';
import { promiseOf } from './promise.ts';
import { historyKinds, type PortalHome } from './types.ts';

const shownAtMost = 50;
const recentEntries = 10;

/**
 * What a customer sees first: the next visit, what else is open (planned ones by time, then those not planned yet),
 * what happened last, and what can be done besides. A visit stays next until its promised window and its duration are over, and as
 * long as somebody is there or on the way.
 */
export async function home(ctx: Context, scope: AccessScope): Promise<PortalHome> {
  const q = ctx.db.read;
  const now = ctx.clock.now();
  const settings = await loadPortalSettings(q, scope);
  const activityTypeIds = shownTypeIds(settings);
  const hidden = hiddenWork(settings.types);
  const silent = typesHiding('history', settings.types);
  const { customerIds } = scope;
  const { rows } = await listInterventions(q, scope.businessUnitId, {
    filter: {
      customerIds,
      activityTypeIds,
      hidden,
      status: ['pending', 'autoassign_pending', 'in_progress'],
    },
    order: 'promise',
    page: { limit: shownAtMost, offset: 0 },
  });
  const background = await loadPageBackground(q, scope, settings, rows);
  const open = rows
    .filter(isAhead(now))
    .map((row) => customerIntervention(row, settings, background, scope, now));
  const next = open.find(({ promise }) => promise !== null) ?? null;
  const events = await listInterventionEvents(q, scope.businessUnitId, {
    customerIds,
    activityTypeIds: activityTypeIds.filter((id) => !silent.includes(id)),
    hidden,
    kinds: historyKinds,
    limit: recentEntries,
  });
  return {
    next,
    upcoming: open.filter((visit) => visit !== next),
    recent: customerHistory(events, scope, settings.types),
    canBook: bookableTypes(settings, background, { language: scope.language, now }).length > 0,
    actions: homeActions(settings, background, { language: scope.language, now }),
  };
}

function isAhead(now: EpochSeconds): (row: InterventionSummary) => boolean {
  return ({ intervention, part, assignment }) => {
    const promise = promiseOf(part);
    return (
      promise === null ||
      intervention.status === 'in_progress' ||
      (assignment !== null && assignment.progress !== null) ||
      promise.end + (part?.duration ?? 0) >= now
    );
  };
}
