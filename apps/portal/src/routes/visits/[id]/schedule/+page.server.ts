import type { Actions, PageServerLoad } from './$types';
import { chooseVisitWindow, loadVisitWhen } from '#lib/server/visit-when.ts';

export const load: PageServerLoad = (event) => loadVisitWhen(event, 'schedule');

export const actions: Actions = { default: chooseVisitWindow };
