import { emptyForm, newField, type FormDefinition, type FormField, type FormPurpose } from './definition.ts';
import type { FormProblem } from './form-problem.ts';
import { alike } from './form-changes.ts';

/** What every closing form asks, first and as it is here (CAD-RE-01): when the work began and ended, and how. */
export const lockedFields: readonly FormField[] = [
  {
    ...newField('date-time', 'actual_start'),
    label: { en: 'Actual start', it: 'Inizio effettivo', fr: 'Début réel', 'pt-BR': 'Início real' },
    required: true,
    size: 'half',
  },
  {
    ...newField('date-time', 'actual_end'),
    label: { en: 'Actual end', it: 'Fine effettiva', fr: 'Fin réelle', 'pt-BR': 'Término real' },
    required: true,
    size: 'half',
  },
  {
    ...newField('single-choice', 'result'),
    label: { en: 'Result', it: 'Esito', fr: 'Résultat', 'pt-BR': 'Resultado' },
    required: true,
    options: [
      { code: 'ok', label: { en: 'OK', it: 'OK', fr: 'OK', 'pt-BR': 'OK' } },
      { code: 'ko', label: { en: 'Not OK', it: 'Non OK', fr: 'Non OK', 'pt-BR': 'Não OK' } },
    ],
  },
];

/** Whether a field of a form is one that nobody may change. */
export function isLocked(purpose: FormPurpose, code: string): boolean {
  return purpose === 'closing' && lockedFields.some((field) => field.code === code);
}

/** A form of this purpose that nobody has worked on. */
export function startingForm(purpose: FormPurpose): FormDefinition {
  return { ...emptyForm, fields: purpose === 'closing' ? [...lockedFields] : [] };
}

/** Locked fields that are missing or changed. */
export function checkLocked(fields: readonly FormField[], purpose: FormPurpose): FormProblem[] {
  if (purpose !== 'closing') return [];
  return lockedFields.flatMap((locked): FormProblem[] => {
    const index = fields.findIndex(({ code }) => code === locked.code);
    const found = fields[index];
    const names = [locked.code];
    if (!found) return [{ field: null, part: 'fields', problem: 'locked-missing', names }];
    return alike(found, locked) ? [] : [{ field: index, part: 'code', problem: 'locked-changed', names }];
  });
}
