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
export { apiRights, type ApiRight } from './api-rights.ts';
export { countriesIn } from './countries.ts';
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
export { acceptedFiles, downloadHeaders, fileLimits, isPictureType, type FileKind } from './files.ts';
export { isLanguage, languages, localized, type Language, type LocalizedText } from './languages.ts';
export {
  displayTextUse,
  mostShownFields,
  plainDisplay,
  portalFields,
  shownForms,
  visitMessages,
  type FieldsShown,
  type MessageTexts,
  type PortalDisplay,
  type PortalField,
  type ShownField,
  type ShownForm,
  type VisitMessage,
} from './portal-display.ts';
export { pastStates, visitStates, type VisitState } from './portal-visits.ts';
export {
  plainReport,
  reportPlaces,
  reportTextUse,
  type ReportPlace,
  type ReportSettings,
} from './report-settings.ts';
export { codesFor, checkTemplate, renderTemplate } from './templates/template.ts';
export type { TemplateFault, TemplateTarget, TemplateUse } from './templates/template.ts';
export {
  plainStatus,
  templateContexts,
  type CustomerFacts,
  type InterventionFacts,
  type TemplateContext,
  type TemplateFacts,
} from './templates/facts.ts';
export { sampleFacts } from './templates/sample.ts';
export { permits, staffRoles, type Permission, type StaffRole } from './permissions.ts';
export {
  childrenOf,
  clausesOf,
  operators,
  type Clause,
  type FactValue,
  type Operator,
  type PlacedClause,
  type ReadFact,
  type Rule,
  type RulePath,
  type RuleValue,
} from './rules/rule.ts';
export { isMissing } from './rules/compare.ts';
export { operatorsOf, type FactDomain, type FactType } from './rules/domain.ts';
export { ruleFaults, type DomainOf, type RuleFault } from './rules/broken.ts';
export { lintRule, type LintFinding } from './rules/lint.ts';
export type { World } from './rules/worlds.ts';
export {
  actionFactDomain,
  actionFacts,
  noUnitFacts,
  type ActionFactName,
  type FormFieldFact,
  type UnitFacts,
} from './action-facts/facts.ts';
export { lastChange, nextChange } from './action-facts/next-change.ts';
export { actionPlaces, placesOf, type ActionPlace } from './action-facts/places.ts';
export { isPossibleFor } from './action-facts/possible.ts';
export { resultNeverTakes } from './action-facts/result-lint.ts';
export { localClock, readActionFacts, type ActionSituation } from './action-facts/read-facts.ts';
export {
  actionIcons,
  extraActionKinds,
  isExtraKind,
  mayResult,
  resultingStatuses,
  staffNotified,
  usuallyNotified,
  type ActionIcon,
  type ExtraActionKind,
  type ResultingStatus,
  type StaffNotified,
} from './action-settings.ts';
export {
  dayParts,
  longestRequest,
  requestKinds,
  requestStates,
  type DayPart,
  type RequestKind,
  type RequestState,
} from './requests.ts';
export { actionVerdict, offeredFrom, type ActionFacts, type ConfiguredAction } from './portal-actions.ts';
export { explain, holds, type ClauseVerdict, type Explanation } from './rules/judge.ts';
export { ruleLimits, ruleProblems, type RuleProblem } from './rules/problems.ts';
export type { EpochSeconds, IsoDate, Metres, PromisedWindow, Seconds } from './units.ts';
export {
  clockOffsetOf,
  clockTolerance,
  koReasons,
  longestOffline,
  lateReasons,
  stepsFrom,
  transitionOf,
  workStates,
  workSteps,
  workTransitions,
  type KoReason,
  type LateReason,
  type StepTaker,
  type StopProgress,
  type WorkState,
  type WorkStep,
  type WorkTransition,
} from './work.ts';
export {
  cancelReasons,
  givesTime,
  interventionProblems,
  interventionSorts,
  interventionStatuses,
  portalActionKinds,
  type CancelReason,
} from './interventions.ts';
export type {
  ActionVerdict,
  InterventionProblem,
  InterventionSort,
  InterventionResult,
  InterventionStatus,
  PortalActionKind,
  WarningKind,
} from './interventions.ts';
export { amountOf, durationLimits, type Amount, type AmountTerm } from './forms/amount.ts';
export { answersOfTexts, textOfAnswer } from './forms/answer-text.ts';
export { answerTexts, type AnswerText } from './forms/answer-texts.ts';
export type { Answers, AnswerValue, Position, Signature } from './forms/answers.ts';
export { canonicalText, documentDecisions, longestDocument, type DocumentDecision } from './documents.ts';
export { applyDefaults } from './forms/apply-defaults.ts';
export { longestText, mostFiles, type AnswerProblem } from './forms/check-answer.ts';
export { checkForm } from './forms/check-form.ts';
export {
  codePattern,
  emptyForm,
  fieldSizes,
  fieldTypes,
  formLimits,
  formPurposes,
  newField,
  textFormats,
  type AnswerSkill,
  type FieldOption,
  type FieldSize,
  type FieldType,
  type FormDefinition,
  type FormField,
  type FormPurpose,
  type TextFormat,
} from './forms/definition.ts';
export { effectsOf, type AnswerEffects } from './forms/effects.ts';
export { comparedAs, hasOptions, isAsked, traitsOf } from './forms/field-traits.ts';
export { alike, formChanges, isUnchanged, type FormChanges } from './forms/form-changes.ts';
export type { FormPart, FormProblem } from './forms/form-problem.ts';
export { isLocked, startingForm } from './forms/locked-fields.ts';
export { factName, fieldOfFact, readForm, type FormReading } from './forms/read-form.ts';
export { renderedForm, type RenderIn } from './forms/rendered-form.ts';
export { typedAnswers } from './forms/typed-answers.ts';
export { validateAnswers, type ValidatedAnswers } from './forms/validate-answers.ts';
