import type { QuestionsToAnswer, WorkToBook } from '@itinera/core';
import { redirect } from '@sveltejs/kit';
import { refusalIn } from '../errors/refusal.ts';
import { signedIn } from './signed-in.ts';

/** Where the time for some work is chosen, and where what is asked about it before. */
export function whenPath({ activityTypeId, addressId }: WorkToBook): string {
  return `/book/${encodeURIComponent(activityTypeId)}/${encodeURIComponent(addressId)}/when`;
}

export function questionsPath({ activityTypeId, addressId }: WorkToBook): string {
  return `/book/${encodeURIComponent(activityTypeId)}/${encodeURIComponent(addressId)}/questions`;
}

/** What is asked about the work; null: nothing is. */
export function questionsOf(locals: App.Locals, work: WorkToBook): Promise<QuestionsToAnswer | null> {
  return locals.core.bookings.questions(signedIn(locals), work);
}

/** The step that follows the address. */
export async function afterWhere(locals: App.Locals, work: WorkToBook): Promise<string> {
  return (await questionsOf(locals, work)) ? questionsPath(work) : whenPath(work);
}

/** Does what needs the answers; leads to the questions where they are not answered, or not as they are asked now. */
export async function withAnswers<T>(work: WorkToBook, todo: () => Promise<T>): Promise<T> {
  try {
    return await todo();
  } catch (error) {
    const reason = refusalIn(error)?.reason;
    if (reason !== 'questions' && reason !== 'questions-changed') throw error;
    redirect(303, questionsPath(work));
  }
}
