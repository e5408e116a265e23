import { error, redirect } from '@sveltejs/kit';
import type { ResolvedPathname } from '$app/types';
import { ApiFailure } from './failure.ts';

/** For `load`: an ended session leads to the sign-in and back, any other failure to the error page. */
export async function loaded<T>(url: URL, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (failure) {
    if (!(failure instanceof ApiFailure)) throw failure;
    if (failure.code === 'unauthenticated') redirect(303, signInAddress(url));
    error(failure.status, failure.message, { code: failure.code, errorId: failure.problem.errorId });
  }
}

/** Where to sign in so as to come back to `url`. */
export function signInAddress(url: { pathname: string; search: string }): ResolvedPathname {
  const here = url.pathname + url.search;
  const address = here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`;
  return address as ResolvedPathname;
}

/** `next` handed on from one page of the sign-in to the other. */
export function nextQuery(query: Pick<URLSearchParams, 'get'>): string {
  const next = query.get('next');
  return next === null ? '' : new URLSearchParams({ next }).toString();
}

/** A `next` that stays inside this application; anything else leads to the first page. */
export function safeNext(next: string | null): ResolvedPathname {
  if (next === null || !URL.canParse(next, 'http://here.invalid')) return '/';
  const target = new URL(next, 'http://here.invalid');
  const stays =
    next.startsWith('/') && target.origin === 'http://here.invalid' && !target.pathname.startsWith('//');
  return stays ? ((target.pathname + target.search) as ResolvedPathname) : '/';
}
