/** In the order of asking: many browsers carry the names of others too. */
const browsers: readonly [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
];

const systems: readonly [name: string, sign: RegExp][] = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b|\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/**
 * Browser and system in a few words, as `Firefox, Windows`, from a User-Agent header; null when it tells neither. No
 * more is kept of it: it is there so that people recognise their own devices, not to tell browsers apart.
 */
export function deviceSummary(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, 500);
  const nameIn = (list: typeof browsers): string | undefined => list.find(([, sign]) => sign.test(text))?.[0];
  const found = [nameIn(browsers), nameIn(systems)].filter((part) => part !== undefined);
  return found.length > 0 ? found.join(', ') : null;
}
