import { usualSettings } from '../catalogue/create-type.ts';
import type { ActionSettings } from '../portal-actions/types.ts';
import { placesOf } from '../shared/action-facts/places.ts';
import { usuallyNotified } from '../shared/action-settings.ts';
import { emptyForm, newField, type FormDefinition, type FormField } from '../shared/forms/definition.ts';
import type { PortalActionKind } from '../shared/interventions.ts';
import type { LocalizedText } from '../shared/languages.ts';
import type { PortableForm, PortableType, TypeContent } from './type-file.ts';

const day = 86_400;

/**
 * Ready types to begin with, in every language of the product: customers book, move and cancel them once they are shown.
 * Skills and pictures are each company's own.
 */
export const gallery: readonly { code: string; content: TypeContent }[] = [
  ready('boiler-service', {
    reference: 'BOILER-SERVICE',
    name: texts('Boiler service', 'Manutenzione caldaia', 'Entretien de chaudière', 'Manutenção de caldeira'),
    description: texts(
      'Cleaning, measurement and a report.',
      'Pulizia, misurazione e rapporto.',
      'Nettoyage, mesure et rapport.',
      'Limpeza, medição e relatório.',
    ),
    duration: 3600,
    bufferAfter: 600,
    notice: 24 * 3600,
    horizonDays: 42,
    text: texts(
      'Please keep the way to the boiler free. {intervention.assignedUsers.name} needs about {intervention.duration}.',
      'Lasci libero l’accesso alla caldaia. {intervention.assignedUsers.name} impiega circa {intervention.duration}.',
      'Merci de laisser l’accès à la chaudière libre. {intervention.assignedUsers.name} a besoin d’environ {intervention.duration}.',
      'Deixe o acesso à caldeira livre. {intervention.assignedUsers.name} precisa de cerca de {intervention.duration}.',
    ),
    forms: {
      activity: form(
        [
          {
            ...newField('number', 'boilers'),
            label: texts(
              'How many boilers?',
              'Quante caldaie?',
              'Combien de chaudières ?',
              'Quantas caldeiras?',
            ),
            required: true,
            default: 1,
            ...{ minimum: 1, maximum: 4 },
          },
        ],
        { duration: { base: 20, terms: [{ field: 'boilers', times: 40 }], minimum: null, maximum: null } },
      ),
    },
  }),
  ready('installation', {
    reference: 'INSTALLATION',
    name: texts('Installation', 'Installazione', 'Installation', 'Instalação'),
    description: texts(
      'Putting in what was agreed in the offer.',
      'Montaggio di quanto concordato nell’offerta.',
      'Pose de ce qui a été convenu dans l’offre.',
      'Instalação do que foi combinado na proposta.',
    ),
    duration: 4 * 3600,
    bufferAfter: 1800,
    notice: 72 * 3600,
    horizonDays: 60,
    text: texts(
      'Please have the place ready at {intervention.address}.',
      'Prepari il luogo presso {intervention.address}.',
      'Merci de préparer les lieux à l’adresse {intervention.address}.',
      'Deixe o local pronto em {intervention.address}.',
    ),
  }),
  ready('inspection', {
    reference: 'INSPECTION',
    name: texts('Inspection', 'Ispezione', 'Inspection', 'Inspeção'),
    description: texts(
      'A look at the state of the installation, with a record.',
      'Verifica dello stato dell’impianto, con verbale.',
      'Contrôle de l’état de l’installation, avec procès-verbal.',
      'Verificação do estado da instalação, com registro.',
    ),
    duration: 2700,
    notice: 24 * 3600,
    horizonDays: 90,
    text: texts(
      'Somebody has to be at home between {intervention.window}.',
      'Qualcuno deve essere presente nella fascia {intervention.window}.',
      'Quelqu’un doit être présent entre {intervention.window}.',
      'Alguém precisa estar presente entre {intervention.window}.',
    ),
  }),
  ready('cleaning-round', {
    reference: 'CLEANING',
    name: texts('Cleaning round', 'Giro di pulizia', 'Tournée de nettoyage', 'Ronda de limpeza'),
    description: texts(
      'Regular cleaning, planned by the office.',
      'Pulizia regolare, pianificata dall’ufficio.',
      'Nettoyage régulier, planifié par le bureau.',
      'Limpeza regular, planejada pelo escritório.',
    ),
    duration: 7200,
    width: 4 * 3600,
    notice: 12 * 3600,
    horizonDays: 60,
    text: texts(
      'Nobody needs to be there.',
      'Non è necessaria la presenza di nessuno.',
      'Personne n’a besoin d’être présent.',
      'Ninguém precisa estar presente.',
    ),
  }),
  ready('technical-visit', {
    reference: 'TECHNICAL-VISIT',
    name: texts('Technical visit', 'Visita tecnica', 'Visite technique', 'Visita técnica'),
    description: texts(
      'We look at the place and make an offer.',
      'Vediamo il luogo e prepariamo un’offerta.',
      'Nous visitons les lieux et faisons une offre.',
      'Visitamos o local e fazemos uma proposta.',
    ),
    duration: 2700,
    notice: 24 * 3600,
    horizonDays: 28,
    text: texts(
      'Plans or photographs help us, if you have some.',
      'Se ne ha, piante o fotografie ci aiutano.',
      'Si vous en avez, des plans ou des photos nous aident.',
      'Plantas ou fotos nos ajudam, se você tiver.',
    ),
    forms: {
      survey: form([
        {
          ...newField('single-choice', 'satisfied'),
          label: texts(
            'Are you satisfied with the visit?',
            'È soddisfatto della visita?',
            'Êtes-vous satisfait de la visite ?',
            'Você ficou satisfeito com a visita?',
          ),
          required: true,
          options: [
            { code: 'very', label: texts('Very', 'Molto', 'Très', 'Muito') },
            { code: 'fairly', label: texts('Fairly', 'Abbastanza', 'Assez', 'Razoavelmente') },
            { code: 'no', label: texts('No', 'No', 'Non', 'Não') },
          ],
        },
        {
          ...newField('text-area', 'comment'),
          label: texts(
            'What could we do better?',
            'Che cosa potremmo migliorare?',
            'Que pourrions-nous améliorer ?',
            'O que poderíamos melhorar?',
          ),
        },
      ]),
    },
    actions: [
      action('survey', {
        conditions: {
          all: [
            { fact: 'result', is: 'one-of', values: ['ok'] },
            { fact: 'since-closed', is: 'at-most', values: [30 * day] },
          ],
        },
      }),
    ],
  }),
];

function ready(
  code: string,
  {
    text,
    forms = {},
    actions = [],
    ...own
  }: Partial<PortableType> &
    Pick<PortableType, 'name' | 'reference'> &
    Partial<Pick<TypeContent, 'forms' | 'actions'>> & { text: LocalizedText },
): { code: string; content: TypeContent } {
  const { logo: _, ...usual } = usualSettings;
  const type = { ...usual, slack: 3600, ...own, display: { ...usual.display, text } };
  const notice = { minimumNotice: Math.max(day, type.notice) };
  const usualActions = [action('book'), action('reschedule', notice), action('cancel', notice)];
  return { code, content: { type, forms, actions: [...usualActions, ...actions] } };
}

function action(kind: PortalActionKind, more: Partial<ActionSettings> = {}): ActionSettings {
  const [place = 'intervention'] = placesOf(kind);
  return {
    kind,
    enabled: true,
    place,
    ...{ label: {}, description: {}, confirmation: {} },
    icon: null,
    tellCustomer: true,
    notifyStaff: [...usuallyNotified(kind)],
    staffConfirms: false,
    resultingStatus: null,
    document: {},
    minimumNotice: 0,
    limits: {},
    conditions: null,
    ...more,
  };
}

function form(fields: FormField[], more: Partial<FormDefinition> = {}): PortableForm {
  return { ...emptyForm, fields, portal: true, ...more, skills: [] };
}

function texts(en: string, it: string, fr: string, portuguese: string): LocalizedText {
  return { en, it, fr, 'pt-BR': portuguese };
}
