import type { Language } from '../languages.ts';
import type { TemplateFacts } from './facts.ts';

/** An intervention of nobody, with a value for every code: what a text looks like before a real one is chosen. */
export function sampleFacts(language: Language): TemplateFacts {
  // Tuesday, 12 January 2027, 09:00 in Vaduz.
  const start = 1_799_740_800;
  const zone = 'Europe/Vaduz';
  return {
    language,
    now: start - 86_400,
    zone,
    intervention: {
      reference: 'V-1042',
      title: titles[language],
      promise: { start, end: start + 7200, zone },
      start,
      duration: 5400,
      comment: comments[language],
      status: statuses[language],
      businessUnitName: 'Alpen Service',
      address: {
        text: 'Landstrasse 12, 9490 Vaduz',
        additional: '2 OG',
        zipCode: '9490',
        lon: 9.5215,
        lat: 47.1392,
      },
      technicians: [{ name: 'Anna Beispiel', email: 'anna@example.com' }],
      report: { result: 'ok', comment: reports[language] },
      custom: {},
      parent: {
        reference: 'V-1040',
        promise: { start: start - 86_400, end: start - 79_200, zone },
        start: start - 86_400,
        address: {
          text: 'Landstrasse 12, 9490 Vaduz',
          additional: '2 OG',
          zipCode: '9490',
          lon: null,
          lat: null,
        },
        custom: {},
      },
    },
    customer: {
      reference: 'K-0815',
      name: 'Maria Muster',
      email: 'maria@example.com',
      mobile: '+423 660 20 01',
      phone: '+423 234 56 78',
      custom: {},
    },
  };
}

const titles: Record<Language, string> = {
  en: 'Yearly service',
  it: 'Manutenzione annuale',
  fr: 'Entretien annuel',
  'pt-BR': 'Manutenção anual',
};
const comments: Record<Language, string> = {
  en: 'Please ring at the back door',
  it: 'Suonare alla porta sul retro',
  fr: 'Sonner à la porte arrière',
  'pt-BR': 'Toque na porta dos fundos',
};
const statuses: Record<Language, string> = {
  en: 'Booked',
  it: 'Prenotato',
  fr: 'Réservé',
  'pt-BR': 'Agendado',
};
const reports: Record<Language, string> = {
  en: 'All in order',
  it: 'Tutto in ordine',
  fr: 'Tout est en ordre',
  'pt-BR': 'Tudo em ordem',
};
