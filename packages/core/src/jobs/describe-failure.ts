/**
 * What is kept and logged of a failure. A mail server's own words are left out: they repeat the address, and logs hold
 * no personal data.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const { code, responseCode, command } = error as {
    code?: unknown;
    responseCode?: unknown;
    command?: unknown;
  };
  const ofMailServer = [code, responseCode, command].filter(
    (part) => typeof part === 'string' || typeof part === 'number',
  );
  return ofMailServer.length > 0
    ? `${error.name} ${ofMailServer.join(' ')}`
    : `${error.name}: ${error.message}`;
}
