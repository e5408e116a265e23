export type { ImportOutcome, ImportPhase, ImportState, ImportUndoing } from './schema/imports.ts';
export {
  addImportPiece,
  advanceImport,
  countImportsWithFile,
  deleteImportFile,
  deleteImportLines,
  eraseImports,
  findImport,
  findLastWrittenImport,
  forgetBeforeImports,
  importPiece,
  insertImport,
  isImportActive,
  listImportLines,
  listImportLinesToUndo,
  listImports,
  listOldImportFiles,
  lockImport,
  markUndone,
  updateImport,
  type ImportChanges,
} from './stores/imports.ts';
export {
  findCustomersByReference,
  isAddressUsed,
  isCustomerUsed,
  listCustomersToExport,
  listCustomFieldCodes,
  removeAddress,
  removeCustomer,
  removeUnusedAccess,
} from './stores/imported-customers.ts';
export {
  findInterventionsByName,
  isInterventionUsed,
  listInterventionFields,
  listInterventionIdsToExport,
  removeIntervention,
  type InterventionsToExport,
} from './stores/imported-interventions.ts';
export { isTechnicianUsed, removeTechnician } from './stores/imported-technicians.ts';
