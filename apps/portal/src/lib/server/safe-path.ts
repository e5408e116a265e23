/** Whether a browser would drop or turn a character of it, so that `/\evil` becomes another host. */
function isSuspicious(value: string): boolean {
  return [...value].some((character) => character <= ' ' || character === '\u007f' || character === '\\');
}

/**
 * A path within the portal from something a request carries, or `/`. Never an address elsewhere (S25).
 * @param value what the request says, e.g. the `to` parameter
 */
export function safePath(value: FormDataEntryValue | null | undefined): string {
  if (typeof value !== 'string' || value.length > 500) return '/';
  if (!value.startsWith('/') || value.startsWith('//') || isSuspicious(value)) return '/';
  const base = 'http://portal.invalid';
  if (!URL.canParse(value, base)) return '/';
  const url = new URL(value, base);
  if (url.origin !== base || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search;
}

/** `path` with the page to go to afterwards, where that is not the home page. */
export function withReturn(path: string, to: string): string {
  return to === '/' ? path : `${path}?to=${encodeURIComponent(to)}`;
}
