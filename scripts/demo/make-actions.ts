import type { Core, SystemScope } from '@itinera/core';
import type { LocalizedText, StaffNotified } from '@itinera/core/shared';

const usual = {
  enabled: true,
  description: {},
  tellCustomer: true,
  document: {},
  staffConfirms: false,
  resultingStatus: null,
  notifyStaff: ['planners'] as StaffNotified[],
  minimumNotice: 0,
  limits: {},
  conditions: null,
};

/**
 * Customers write to the company from their home page, and say of a visit of this type when it would suit them better; they are
 * asked how it was for a month after it went well.
 */
export async function makeActions(
  core: Core,
  scope: SystemScope,
  activityTypeId: string,
): Promise<{ messageId: string }> {
  const message = {
    label: {
      en: 'Write to us',
      it: 'Ci scriva',
      fr: 'Écrivez-nous',
      'pt-BR': 'Escreva para nós',
    } satisfies LocalizedText,
    confirmation: {
      en: 'We answer within one working day.',
      it: 'Rispondiamo entro un giorno lavorativo.',
      fr: 'Nous répondons dans un délai d’un jour ouvrable.',
      'pt-BR': 'Respondemos em um dia útil.',
    } satisfies LocalizedText,
    icon: 'message' as const,
  };
  const { actionId: messageId } = await core.portalActions.save(scope, {
    ...usual,
    ...message,
    activityTypeId,
    kind: 'message',
    place: 'home',
  });
  const wish = { label: {}, confirmation: {}, icon: 'calendar' as const };
  await core.portalActions.save(scope, {
    ...usual,
    ...wish,
    activityTypeId,
    kind: 'propose',
    place: 'intervention',
    minimumNotice: 24 * 3600,
  });
  await core.portalActions.save(scope, {
    ...usual,
    ...{ label: {}, confirmation: {}, icon: 'star' as const },
    activityTypeId,
    kind: 'survey',
    place: 'intervention',
    notifyStaff: [],
    conditions: {
      all: [
        { fact: 'result', is: 'one-of', values: ['ok'] },
        { fact: 'since-closed', is: 'at-most', values: [30 * 86_400] },
      ],
    },
  });
  return { messageId };
}
