import type { RequestEvent } from '@sveltejs/kit';
import { signedIn } from './signed-in.ts';
import { readerOf, visitView } from './visit-view.ts';
import { chooseWindow, loadWhen } from './when.ts';

type VisitEvent = RequestEvent<{ id: string }>;

/** What the page shows on which a visit gets a time: the visit, and its windows while the action is offered. */
export async function loadVisitWhen(event: VisitEvent, kind: 'schedule' | 'reschedule') {
  const visit = await visitOf(event);
  const view = visitView(visit, readerOf(event.locals));
  return { visit: view, when: view[kind].available ? await loadWhen(event, wanted(visit)) : null };
}

/** Keeps the window that was chosen for the visit. */
export async function chooseVisitWindow(event: VisitEvent) {
  return chooseWindow(event, wanted(await visitOf(event)));
}

type Visit = Awaited<ReturnType<typeof visitOf>>;

function visitOf({ locals, params }: VisitEvent) {
  return locals.core.interventions.forAccess(signedIn(locals), params.id);
}

function wanted(visit: Visit) {
  return { activityTypeId: visit.typeId, addressId: visit.addressId ?? '', interventionId: visit.id };
}
