import type { Core, SystemScope } from '@itinera/core';

/** What is signed before a heat pump is installed in the demo; the installation is then planned by itself. */
export async function makeDocuments(core: Core, scope: SystemScope, activityTypeId: string): Promise<void> {
  await core.portalActions.save(scope, {
    activityTypeId,
    kind: 'sign',
    enabled: true,
    place: 'intervention',
    label: {
      en: 'Order to sign',
      it: 'Ordine da firmare',
      fr: 'Commande à signer',
      'pt-BR': 'Pedido a assinar',
    },
    description: {
      en: 'Please read the order and sign it before we come.',
      it: 'La preghiamo di leggere e firmare l’ordine prima della nostra visita.',
      fr: 'Veuillez lire et signer la commande avant notre visite.',
      'pt-BR': 'Leia e assine o pedido antes da nossa visita.',
    },
    confirmation: {
      en: 'Thank you. Now we plan the installation and agree the time with you.',
      it: 'Grazie. Ora pianifichiamo l’installazione e concordiamo l’orario con Lei.',
      fr: 'Merci. Nous planifions maintenant l’installation et convenons de l’heure avec vous.',
      'pt-BR': 'Obrigado. Agora planejamos a instalação e combinamos o horário com você.',
    },
    document: {
      en: 'Order {intervention.reference}\n\n{intervention.customer.name} orders the installation of a heat pump at {intervention.address}.\n\nThe work takes about {intervention.duration}. Water and electricity are ready when we arrive; what has to be done besides is agreed beforehand.',
      it: 'Ordine {intervention.reference}\n\n{intervention.customer.name} ordina l’installazione di una pompa di calore in {intervention.address}.\n\nIl lavoro dura circa {intervention.duration}. Acqua e corrente sono disponibili al nostro arrivo; ogni lavoro ulteriore viene concordato prima.',
      fr: 'Commande {intervention.reference}\n\n{intervention.customer.name} commande l’installation d’une pompe à chaleur à l’adresse {intervention.address}.\n\nLe travail dure environ {intervention.duration}. L’eau et l’électricité sont disponibles à notre arrivée ; tout autre travail est convenu auparavant.',
      'pt-BR':
        'Pedido {intervention.reference}\n\n{intervention.customer.name} encomenda a instalação de uma bomba de calor em {intervention.address}.\n\nO trabalho leva cerca de {intervention.duration}. Água e energia estão disponíveis na nossa chegada; qualquer outro serviço é combinado antes.',
    },
    tellCustomer: true,
    icon: null,
    notifyStaff: [],
    staffConfirms: false,
    resultingStatus: 'autoassign_pending',
    minimumNotice: 0,
    limits: {},
    conditions: null,
  });
}

/** An installation that waits for its customer to sign the order. */
export async function leaveToSign(
  core: Core,
  scope: SystemScope,
  activityTypeId: string,
  { customerId, addressIds }: { customerId: string; addressIds: readonly string[] },
): Promise<void> {
  await core.interventions.create(scope, {
    ...{ activityTypeId, customerId, addressId: addressIds[0]!, comment: '' },
    idempotencyKey: 'demo-to-sign',
  });
}
