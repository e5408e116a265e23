import type { HandleClientError } from '@sveltejs/kit/hooks';

/** What nobody expected is written to the console whole; the page says that something failed. */
export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind === 'app') return error;
  if (kind === 'framework') return { code: error.status === 404 ? 'not-found' : 'failed' };
  // eslint-disable-next-line no-console -- the browser's console is the only log there is here
  console.error(error);
  return { code: 'failed' };
};
