import type { Core, SystemScope } from '@itinera/core';
import type { DemoSite } from './plan-visits.ts';

/**
 * A round through a building: one piece of work that contains two, which are only made inside such a round, and which the
 * worker plans by itself as soon as it runs.
 */
export async function makeRound(core: Core, scope: SystemScope, site: DemoSite): Promise<void> {
  const round = await makeType(core, scope, 'Building round', {
    reference: 'ROUND',
    category: 'maintenance',
    container: true,
    assignment: 'by-hand',
    name: {
      en: 'Building round',
      it: 'Giro dell’edificio',
      fr: 'Tournée du bâtiment',
      'pt-BR': 'Ronda do edifício',
    },
  });
  const filter = await makeType(core, scope, 'Filter change', {
    reference: 'FILTER',
    category: 'maintenance',
    contained: true,
    duration: 1800,
    portalShown: true,
    name: {
      en: 'Filter change',
      it: 'Cambio dei filtri',
      fr: 'Changement des filtres',
      'pt-BR': 'Troca de filtros',
    },
  });
  const make = async (activityTypeId: string, comment: string, parentId?: string) => {
    const { interventionId } = await core.interventions.create(scope, {
      ...{ activityTypeId, customerId: site.customerId, addressId: site.addressId, comment },
      ...(parentId !== undefined && { parentId }),
      idempotencyKey: `demo-round-${comment}`,
    });
    return interventionId;
  };
  const parentId = await make(round, 'The whole building, floor by floor.');
  await make(filter, 'Ground floor and cellar.', parentId);
  await make(filter, 'Attic.', parentId);
}

type Changes = Parameters<Core['catalogue']['save']>[1]['changes'];

async function makeType(core: Core, scope: SystemScope, name: string, changes: Changes): Promise<string> {
  const { activityTypeId } = await core.catalogue.create(scope, { name });
  await core.catalogue.save(scope, { activityTypeId, revision: 1, changes });
  return activityTypeId;
}
