import type { LocalizedText } from '../shared/languages.ts';
import { usualSettings } from './create-type.ts';
import type { PortableType } from './type-file.ts';

/** Ready types to begin with, in every language of the product. Skills and pictures are each company's own. */
export const gallery: readonly { code: string; type: PortableType }[] = [
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
  }),
];

function ready(
  code: string,
  {
    text,
    ...own
  }: Partial<PortableType> & Pick<PortableType, 'name' | 'reference'> & { text: LocalizedText },
): { code: string; type: PortableType } {
  const { logo: _, ...usual } = usualSettings;
  return { code, type: { ...usual, slack: 3600, ...own, display: { ...usual.display, text } } };
}

function texts(en: string, it: string, fr: string, portuguese: string): LocalizedText {
  return { en, it, fr, 'pt-BR': portuguese };
}
