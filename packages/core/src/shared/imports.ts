/** What files are read into, and what exports are of. */
export const importTargets = ['customers', 'addresses', 'technicians', 'skills', 'interventions'] as const;
export type ImportTargetCode = (typeof importTargets)[number];

/** What an import does with records that are there and with those that are not (CAD-CS-04). */
export const importModes = [
  'create',
  'create-or-ignore',
  'update',
  'update-or-ignore',
  'create-or-update',
] as const;
export type ImportMode = (typeof importModes)[number];

/** What a target can be asked for beyond the mode. */
export const importOptions = ['replace-skills'] as const;
export type ImportOption = (typeof importOptions)[number];

export const importEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'] as const;
export type ImportEncoding = (typeof importEncodings)[number];

/** Bytes of one file, and of one piece of it as it is uploaded. */
export const largestImportFile = 64 * 1024 * 1024;
export const largestImportPiece = 512 * 1024;
