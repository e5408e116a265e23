/** The invented company: what it does, who works for it, when. Times are wall-clock in Europe/Vaduz. */

import type { ShownField } from '@itinera/core/shared';

export const zone = 'Europe/Vaduz';

const hours = 3600;
const minutes = 60;

export const skills = [
  { code: 'boiler', name: { en: 'Boilers', it: 'Caldaie', fr: 'Chaudières', 'pt-BR': 'Caldeiras' } },
  {
    code: 'heat-pump',
    name: { en: 'Heat pumps', it: 'Pompe di calore', fr: 'Pompes à chaleur', 'pt-BR': 'Bombas de calor' },
  },
  {
    code: 'electric',
    name: { en: 'Electrical work', it: 'Impianti elettrici', fr: 'Électricité', 'pt-BR': 'Elétrica' },
  },
] as const;

/** What customers read beside a boiler service. */
const boilerAnswers: ShownField[] = [
  {
    ...{ form: 'activity', code: 'radiators' },
    label: { en: 'Radiators', it: 'Radiatori', fr: 'Radiateurs', 'pt-BR': 'Radiadores' },
  },
  { form: 'closing', code: 'pressure', label: {} },
  { form: 'customer', code: 'meter_number', label: {} },
];

/** `share`: how often the type stands among the demo's visits. `book`: whether customers may book it themselves. */
export const activityTypes = [
  {
    reference: 'BOILER',
    name: { en: 'Yearly boiler service', it: 'Manutenzione annuale della caldaia', fr: 'Entretien annuel de la chaudière', 'pt-BR': 'Manutenção anual da caldeira' },
    description: {
      en: 'Cleaning, measurement and a report. Please keep access to the boiler free.',
      it: 'Pulizia, misurazione e rapporto. Lasciate libero l’accesso alla caldaia.',
      fr: 'Nettoyage, mesure et rapport. Merci de laisser l’accès à la chaudière libre.',
      'pt-BR': 'Limpeza, medição e relatório. Deixe o acesso à caldeira livre.',
    },
    display: {
      text: {
        en: '{intervention.assignedUsers.name} needs about {intervention.duration}. Please keep the way to the boiler free.',
        it: '{intervention.assignedUsers.name} impiega circa {intervention.duration}. Lasciate libero l’accesso alla caldaia.',
        fr: '{intervention.assignedUsers.name} a besoin d’environ {intervention.duration}. Merci de laisser l’accès à la chaudière libre.',
        'pt-BR': '{intervention.assignedUsers.name} precisa de cerca de {intervention.duration}. Deixe o acesso à caldeira livre.',
      },
      shownFields: boilerAnswers,
    },
    report: {
      made: true,
      portal: true,
      mail: true,
      intro: {
        en: 'Dear {intervention.customer.name}, here is what we did for you.',
        it: 'Gentile {intervention.customer.name}, ecco che cosa abbiamo fatto per Lei.',
        fr: '{intervention.customer.name}, voici ce que nous avons fait pour vous.',
        'pt-BR': '{intervention.customer.name}, veja o que fizemos para você.',
      },
      ending: {
        en: 'Please keep this report: at the next service we compare its values.',
        it: 'Conservi questo rapporto: alla prossima manutenzione ne confronteremo i valori.',
        fr: 'Conservez ce rapport : nous en comparerons les valeurs au prochain entretien.',
        'pt-BR': 'Guarde este relatório: na próxima manutenção compararemos os valores.',
      },
    },
    category: 'maintenance',
    duration: 60 * minutes,
    bufferBefore: 0,
    bufferAfter: 10 * minutes,
    notice: 24 * hours,
    horizonDays: 42,
    width: 2 * hours,
    skills: [{ code: 'boiler', level: 1 }],
    share: 0.45,
    book: true,
  },
  {
    reference: 'HEATPUMP',
    name: { en: 'Heat-pump repair', it: 'Riparazione della pompa di calore', fr: 'Réparation de la pompe à chaleur', 'pt-BR': 'Reparo da bomba de calor' },
    description: {
      en: 'Something is wrong: we look, measure and repair what can be repaired on the spot.',
      it: 'Qualcosa non va: guardiamo, misuriamo e ripariamo ciò che si può riparare subito.',
      fr: 'Quelque chose ne va pas : nous regardons, mesurons et réparons ce qui peut l’être sur place.',
      'pt-BR': 'Algo não vai bem: olhamos, medimos e reparamos o que for possível na hora.',
    },
    category: 'repair',
    duration: 90 * minutes,
    bufferBefore: 0,
    bufferAfter: 15 * minutes,
    notice: 4 * hours,
    horizonDays: 28,
    width: 2 * hours,
    skills: [{ code: 'heat-pump', level: 2 }],
    share: 0.2,
    book: true,
  },
  {
    reference: 'INSTALL',
    name: { en: 'Installation', it: 'Installazione', fr: 'Installation', 'pt-BR': 'Instalação' },
    description: {
      en: 'Putting in what was agreed in the offer. Planned by our office.',
      it: 'Montaggio di quanto concordato nell’offerta. Pianificato dal nostro ufficio.',
      fr: 'Pose de ce qui a été convenu dans l’offre. Planifié par notre bureau.',
      'pt-BR': 'Instalação do que foi combinado na proposta. Planejada pelo nosso escritório.',
    },
    category: 'installation',
    duration: 180 * minutes,
    bufferBefore: 10 * minutes,
    bufferAfter: 20 * minutes,
    notice: 72 * hours,
    horizonDays: 60,
    width: 1 * hours,
    skills: [{ code: 'heat-pump', level: 1 }, { code: 'electric', level: 1 }],
    share: 0.1,
    book: false,
  },
  {
    reference: 'INSPECT',
    name: { en: 'Short inspection', it: 'Breve sopralluogo', fr: 'Inspection rapide', 'pt-BR': 'Inspeção rápida' },
    description: {
      en: 'A look at your installation, with advice on what to do next.',
      it: 'Uno sguardo al vostro impianto, con un consiglio su come procedere.',
      fr: 'Un coup d’œil à votre installation, avec un conseil pour la suite.',
      'pt-BR': 'Uma olhada na sua instalação, com conselhos sobre o que fazer depois.',
    },
    category: 'inspection',
    duration: 30 * minutes,
    bufferBefore: 0,
    bufferAfter: 5 * minutes,
    notice: 24 * hours,
    horizonDays: 42,
    width: 2 * hours,
    skills: [],
    share: 0.25,
    book: true,
  },
] as const; // prettier-ignore

const day = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const early = [
  { from: '07:00', to: '12:00' },
  { from: '12:30', to: '15:30' },
];
const late = [
  { from: '09:30', to: '13:00' },
  { from: '14:00', to: '18:30' },
];
const saturday = [{ from: '09:00', to: '13:00' }];
const morning = [{ from: '08:00', to: '12:30' }];

/** `home`: which of the matrix's first six addresses is the technician's; skills are levels by code. */
export const technicians = [
  { name: 'Tino Rohr', colour: '#1f6f8b', home: 0, skills: { boiler: 2, electric: 1 }, week: { 1: day, 2: day, 3: day, 4: day, 5: day } },
  { name: 'Wanda Warm', colour: '#b4541a', home: 1, skills: { boiler: 3, 'heat-pump': 2 }, week: { 1: early, 2: early, 3: early, 4: early, 5: early, 6: morning } },
  { name: 'Fritz Kessel', colour: '#4d7c3a', home: 2, skills: { boiler: 1 }, week: { 1: day, 2: day, 3: morning, 4: day, 5: day } },
  { name: 'Pia Pumpe', colour: '#7a4fa3', home: 3, skills: { 'heat-pump': 3, electric: 2 }, week: { 1: day, 2: day, 3: day, 4: day } },
  { name: 'Leo Ventil', colour: '#a33a5b', home: 4, skills: { boiler: 2, 'heat-pump': 1, electric: 1 }, week: { 1: late, 2: late, 3: late, 4: late, 5: late, 6: saturday } },
  { name: 'Ida Lüfter', colour: '#37618e', home: 5, skills: { 'heat-pump': 2, boiler: 1 }, week: { 1: morning, 2: morning, 3: morning, 4: morning, 5: morning } },
] as const; // prettier-ignore

/** Days from today, both included, on which a technician is away all day. */
export const absences = [
  { technician: 0, from: 9, to: 10, reason: 'Training' },
  { technician: 2, from: 4, to: 4, reason: 'Doctor' },
  { technician: 4, from: 14, to: 18, reason: 'Holiday' },
] as const;

/** By their places in the list of technicians. */
export const teams = [
  { name: 'Oberland', members: [0, 1, 2] },
  { name: 'Unterland', members: [3, 4, 5] },
] as const;

/** The two halves of the country, and who comes to nothing else: the other technicians serve both. */
export const serviceZones = [
  { name: 'Oberland', colour: '#8a5a00', members: [0], area: [[9.47, 47.04], [9.65, 47.04], [9.65, 47.19], [9.47, 47.19]] },
  { name: 'Unterland', colour: '#1f6f8b', members: [5], area: [[9.47, 47.19], [9.65, 47.19], [9.65, 47.28], [9.47, 47.28]] },
] as const; // prettier-ignore

/** The first afternoon off, days from today: after the weeks that are planned. */
export const dayOff = { technician: 0, from: 28, reason: 'Evening school' } as const;
