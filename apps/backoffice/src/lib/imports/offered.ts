import type { ImportTargetCode } from '@itinera/core/shared';

/** What files are read into, in the order in which a base is built up. */
export const imported: ImportTargetCode[] = [
  'customers',
  'addresses',
  'technicians',
  'skills',
  'interventions',
];
/** What is taken out. */
export const exported: ImportTargetCode[] = [
  'customers',
  'addresses',
  'technicians',
  'skills',
  'interventions',
];
