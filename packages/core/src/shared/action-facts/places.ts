import type { PortalActionKind } from '../interventions.ts';

/** Where in the portal an action stands: on an intervention, on the home page, or both (CAD-AC-02). */
export const actionPlaces = ['intervention', 'home', 'both'] as const;
export type ActionPlace = (typeof actionPlaces)[number];

/**
 * The places an action of a kind can stand at, its own one first: one books without an intervention, and cancels one or
 * fills in its form.
 */
export function placesOf(kind: PortalActionKind): readonly ActionPlace[] {
  if (kind === 'book') return ['home'];
  return kind === 'propose' || kind === 'message' ? actionPlaces : ['intervention'];
}
