/** Stands for a unit's slug in PORTAL_URL. */
const slugMark = '{slug}.';

/**
 * Where a unit's customers find its portal, as an origin (`https://acme.portal.example.com`): its own domain, else the
 * host with its slug where `portalUrl` is a pattern (`https://{slug}.portal.example.com`), else `portalUrl`. Protocol and
 * port are those of `portalUrl`.
 */
export function portalOrigin(
  portalUrl: string,
  { slug, ownDomain }: { slug: string; ownDomain: string | null },
): string {
  const url = new URL(portalUrl.replace(slugMark, `${slug}.`));
  if (ownDomain !== null) url.hostname = ownDomain;
  return url.origin;
}

/** Whether every unit has a host of its own, by its slug. */
export function hasSlugHosts(portalUrl: string): boolean {
  return portalUrl.includes(slugMark);
}

/** The host below which the slugs stand, or the portal's only one; without port. */
export function portalBaseHost(portalUrl: string): string {
  return new URL(portalUrl.replace(slugMark, '')).hostname;
}
