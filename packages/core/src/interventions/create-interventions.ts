import type { Context } from '../context.ts';
import { actionCard } from './action-card.ts';
import { attention } from './attention.ts';
import { create } from './create.ts';
import { forAccess } from './for-access.ts';
import { home } from './home.ts';
import { list } from './list.ts';
import { page } from './page.ts';
import { portalCard } from './portal-card.ts';
import { setAssignment } from './set-assignment.ts';
import { setConfirmed } from './set-confirmed.ts';

/** Gives a use case its context; a refusal is an ItineraError. */
type Bind = <A extends unknown[], R>(
  useCase: (ctx: Context, ...args: A) => Promise<R>,
) => (...args: A) => Promise<R>;

/** The group `interventions` of the core. */
export function createInterventions(bind: Bind) {
  return {
    home: bind(home),
    forAccess: bind(forAccess),
    list: bind(list),
    page: bind(page),
    attention: bind(attention),
    portalCard: bind(portalCard),
    actionCard: bind(actionCard),
    create: bind(create),
    setAssignment: bind(setAssignment),
    setConfirmed: bind(setConfirmed),
  };
}
