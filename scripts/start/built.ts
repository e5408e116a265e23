import { createBackofficeServer } from '@itinera/backoffice/server';
import { createPortalServer } from '@itinera/portal/server';
import { apps, buildApp } from '../build.ts';
import { backofficePlace, compose, portalPlace, served } from './compose.ts';
import type { Applications, Running } from './compose.ts';
import type { StartSettings } from './settings.ts';

/** The built applications, as in production. */
const built: Applications = async (core, config, settings) => {
  for (const app of apps) {
    const started = performance.now();
    if (await buildApp(app))
      console.log(`Built ${app} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  }
  const common = { core, trustedProxies: settings.trustedProxies, production: config.production };
  const portal = await createPortalServer({ ...common, publicUrl: config.portalUrl });
  const backoffice = await createBackofficeServer({
    ...common,
    publicUrl: config.backofficeUrl,
    ...(settings.basemap !== undefined && { basemap: settings.basemap }),
  });
  return [served(portal, portalPlace(settings)), served(backoffice, backofficePlace(settings))];
};

/** Builds what has changed and starts everything. @throws as `compose` */
export function startBuilt(settings: StartSettings): Promise<Running> {
  return compose(settings, process.env, built);
}
