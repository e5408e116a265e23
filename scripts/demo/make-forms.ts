import type { Core, SystemScope } from '@itinera/core';
import {
  emptyForm,
  newField,
  startingForm,
  type FieldType,
  type FormDefinition,
  type FormField,
  type LocalizedText,
} from '@itinera/core/shared';

function field(
  type: FieldType,
  code: string,
  label: LocalizedText,
  more: Partial<FormField> = {},
): FormField {
  return { ...newField(type, code), label, ...more };
}

/** Words in English, Italian, French and Portuguese. */
function words(en: string, it: string, fr: string, pt: string): LocalizedText {
  return { en, it, fr, 'pt-BR': pt };
}

/** Asked before a boiler is looked after: the radiators say how long that takes. */
const boiler: FormDefinition = {
  ...emptyForm,
  portal: true,
  fields: [
    field(
      'number',
      'radiators',
      words(
        'How many radiators are there?',
        'Quanti radiatori ci sono?',
        'Combien y a-t-il de radiateurs ?',
        'Quantos radiadores há?',
      ),
      { required: true, minimum: 1, maximum: 40, size: 'half' },
    ),
    field('drop-down', 'fuel', words('Fuel', 'Combustibile', 'Combustible', 'Combustível'), {
      size: 'half',
      options: [
        { code: 'gas', label: words('Gas', 'Gas', 'Gaz', 'Gás') },
        { code: 'oil', label: words('Oil', 'Gasolio', 'Mazout', 'Óleo') },
        { code: 'wood', label: words('Wood', 'Legna', 'Bois', 'Lenha') },
      ],
    }),
    field(
      'yes-no',
      'bled_before',
      words(
        'Has the system lost pressure lately?',
        'L’impianto ha perso pressione di recente?',
        'L’installation a-t-elle perdu de la pression récemment ?',
        'O sistema perdeu pressão recentemente?',
      ),
    ),
    field(
      'text-area',
      'what_happened',
      words('What happened?', 'Che cosa è successo?', 'Que s’est-il passé ?', 'O que aconteceu?'),
      {
        required: true,
        shownWhen: { fact: 'field.bled_before', is: 'one-of', values: [true] },
      },
    ),
    field(
      'photo',
      'label_photo',
      words(
        'Photo of the type plate',
        'Foto della targhetta',
        'Photo de la plaque signalétique',
        'Foto da plaqueta',
      ),
      {
        maximum: 3,
      },
    ),
  ],
  duration: {
    base: 30,
    terms: [
      { field: 'radiators', times: 5 },
      { field: 'fuel', is: 'oil', plus: 20 },
    ],
    minimum: 45,
    maximum: 240,
  },
};

/** Asked before a heat pump is repaired: what is wrong says how long somebody comes. */
const repair: FormDefinition = {
  ...emptyForm,
  portal: true,
  fields: [
    field(
      'single-choice',
      'fault',
      words('What is wrong?', 'Che cosa non va?', 'Qu’est-ce qui ne va pas ?', 'O que está errado?'),
      {
        required: true,
        options: [
          { code: 'cold', label: words('It stays cold', 'Resta freddo', 'Il fait froid', 'Continua frio') },
          {
            code: 'loud',
            label: words('It is loud', 'Fa rumore', 'Elle fait du bruit', 'Faz barulho'),
          },
          { code: 'leak', label: words('It leaks', 'Perde acqua', 'Elle fuit', 'Está vazando') },
        ],
      },
    ),
    field(
      'yes-no',
      'outdoors',
      words(
        'Is the unit outdoors?',
        'L’apparecchio è all’esterno?',
        'L’appareil est-il à l’extérieur ?',
        'O aparelho fica do lado de fora?',
      ),
      { size: 'half' },
    ),
    field('number', 'age', words('Its age in years', 'Età in anni', 'Son âge en années', 'Idade em anos'), {
      minimum: 0,
      maximum: 60,
      size: 'half',
    }),
    field(
      'text-area',
      'display',
      words(
        'What does its display say?',
        'Che cosa indica il display?',
        'Que dit son écran ?',
        'O que aparece no visor?',
      ),
      { shownWhen: { fact: 'field.fault', is: 'one-of', values: ['cold', 'leak'] } },
    ),
  ],
  duration: {
    base: 60,
    terms: [
      { field: 'fault', is: 'leak', plus: 60 },
      { field: 'fault', is: 'cold', plus: 30 },
      { field: 'outdoors', is: true, plus: 15 },
    ],
    minimum: null,
    maximum: 180,
  },
};

const closing: FormDefinition = {
  ...startingForm('closing'),
  fields: [
    ...startingForm('closing').fields,
    field(
      'text-area',
      'comment',
      words(
        'What was not in order?',
        'Che cosa non andava?',
        'Qu’est-ce qui n’allait pas ?',
        'O que não estava em ordem?',
      ),
      {
        required: true,
        shownWhen: { fact: 'field.result', is: 'one-of', values: ['ko'] },
      },
    ),
    field(
      'number',
      'pressure',
      words('Pressure (bar)', 'Pressione (bar)', 'Pression (bar)', 'Pressão (bar)'),
      { minimum: 0, maximum: 10, decimals: 1, size: 'half' },
    ),
    field('photo', 'photos', words('Photos', 'Foto', 'Photos', 'Fotos'), { maximum: 5 }),
    field(
      'signature',
      'signed',
      words('Customer’s signature', 'Firma del cliente', 'Signature du client', 'Assinatura do cliente'),
    ),
  ],
};

const survey: FormDefinition = {
  ...emptyForm,
  portal: true,
  fields: [
    field(
      'yes-no',
      'satisfied',
      words(
        'Are you happy with our work?',
        'È soddisfatto del nostro lavoro?',
        'Êtes-vous satisfait de notre travail ?',
        'Está satisfeito com o nosso trabalho?',
      ),
      {
        required: true,
      },
    ),
    field(
      'text-area',
      'wishes',
      words(
        'What can we do better?',
        'Che cosa possiamo migliorare?',
        'Que pouvons-nous améliorer ?',
        'O que podemos melhorar?',
      ),
      {
        shownWhen: { fact: 'field.satisfied', is: 'one-of', values: [false] },
      },
    ),
  ],
};

/** What the unit keeps of every customer besides. */
const customer: FormDefinition = {
  ...emptyForm,
  fields: [
    field(
      'short-text',
      'meter_number',
      words('Meter number', 'Numero del contatore', 'Numéro de compteur', 'Número do medidor'),
      {
        size: 'half',
      },
    ),
    field(
      'yes-no',
      'service_contract',
      words('Service contract', 'Contratto di manutenzione', 'Contrat d’entretien', 'Contrato de manutenção'),
      {
        size: 'half',
      },
    ),
  ],
};

/** The forms of the demo's boiler service and repairs, and of its customers. */
export async function makeForms(
  core: Core,
  scope: SystemScope,
  { service: activityTypeId, repair: repairId }: { service: string; repair: string },
): Promise<void> {
  const forms = { activity: boiler, closing, survey } as const;
  for (const purpose of ['activity', 'closing', 'survey'] as const)
    await core.forms.save(scope, {
      activityTypeId,
      purpose,
      revision: 0,
      definition: forms[purpose],
      deletions: {},
    });
  await core.forms.save(scope, {
    activityTypeId: repairId,
    purpose: 'activity',
    revision: 0,
    definition: repair,
    deletions: {},
  });
  await core.forms.save(scope, {
    activityTypeId: null,
    purpose: 'customer',
    revision: 0,
    definition: customer,
    deletions: {},
  });
}
