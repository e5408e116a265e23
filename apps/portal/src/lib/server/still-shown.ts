import { redirect } from '@sveltejs/kit';
import type { CustomerInterventionPage } from '@itinera/core';
import { refusalIn } from '../errors/refusal.ts';
import { signedIn } from './signed-in.ts';

/**
 * A visit that was just changed; to the home page where the company does not show customers how it stands now, so that
 * what succeeded does not look as if it had failed.
 */
export async function stillShown(locals: App.Locals, id: string): Promise<CustomerInterventionPage> {
  try {
    return await locals.core.interventions.forAccess(signedIn(locals), id);
  } catch (error) {
    if (refusalIn(error)?.code !== 'not-found') throw error;
    redirect(303, '/');
  }
}
