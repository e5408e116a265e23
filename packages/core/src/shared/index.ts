export {
  AssignmentPreferenceError,
  formatAssignmentPreference,
  parseAssignmentPreference,
  type AssignmentPreference,
} from './assignment-preference.ts';
export {
  formatOpeningHours,
  OpeningHoursError,
  parseOpeningHours,
  soundOpeningHours,
  type OpeningHours,
  type OpenInterval,
} from './opening-hours.ts';
export {
  customerKinds,
  customerStatuses,
  presetLists,
  relationships,
  type CustomerKind,
  type CustomerStatus,
  type PresetList,
  type Relationship,
} from './customers.ts';
export {
  compactTaxId,
  formatTaxId,
  isTaxId,
  recogniseTaxId,
  taxIdKinds,
  type TaxIdKind,
} from './tax-ids/tax-ids.ts';
export { contrast, parseColour, toHex, type Rgb } from './contrast.ts';
export {
  accentColours,
  backgroundFaults,
  derivedShades,
  pageColours,
  schemes,
  type ContrastFault,
  type DerivedShade,
  type Scheme,
} from './portal-colours.ts';
export { hasSlugHosts, portalBaseHost, portalOrigin } from './portal-address.ts';
export { ItineraError, type ItineraErrorCode } from './errors.ts';
export {
  importEncodings,
  importModes,
  importOptions,
  importTargets,
  largestImportFile,
  largestImportPiece,
  type ImportEncoding,
  type ImportMode,
  type ImportOption,
  type ImportTargetCode,
} from './imports.ts';
export { isLanguage, languages, localized, type Language, type LocalizedText } from './languages.ts';
export { permits, staffRoles, type Permission, type StaffRole } from './permissions.ts';
export type { EpochSeconds, IsoDate, Metres, PromisedWindow, Seconds } from './units.ts';
export {
  cancelReasons,
  interventionProblems,
  interventionStatuses,
  type CancelReason,
} from './interventions.ts';
export type {
  ActionVerdict,
  InterventionProblem,
  InterventionResult,
  InterventionStatus,
  PortalActionKind,
} from './interventions.ts';
