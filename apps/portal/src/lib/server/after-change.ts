import { refusalIn } from '../errors/refusal.ts';
import { signedIn } from './signed-in.ts';

/**
 * Where a change of a visit leads: to `done`, or home where the company does not show customers how the visit stands now, so
 * that what succeeded does not look as if it had failed.
 */
export async function pathAfterChange(locals: App.Locals, id: string, done: string): Promise<string> {
  try {
    await locals.core.interventions.forAccess(signedIn(locals), id);
    return done;
  } catch (error) {
    if (refusalIn(error)?.code !== 'not-found') throw error;
    return '/';
  }
}
