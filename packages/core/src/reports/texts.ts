import {
  findActivityType,
  type ActivityType,
  type BusinessUnit,
  type InterventionSummary,
  type Queries,
} from '@itinera/db';
import { reportOf } from '../catalogue/settings.ts';
import { addressView } from '../customers/address-view.ts';
import { displayedParent, spokenFacts } from '../interventions/as-displayed.ts';
import { loadParents } from '../interventions/customer-view.ts';
import { promiseOf } from '../interventions/promise.ts';
import { loadKnownAnswers } from '../interventions/shown-answers.ts';
import { localized, type Language, type LocalizedText } from '../shared/languages.ts';
import { renderTemplate } from '../shared/templates/template.ts';
import type { ReportContent } from './content.ts';

/**
 * The company's own words of a report with values for their codes (CAD-RE-05): of the visit and its customer what the type's
 * display shows, and of the closing what else the report says.
 */
export async function reportTexts(
  q: Queries,
  unit: BusinessUnit,
  row: InterventionSummary,
  type: ActivityType,
  language: Language,
): Promise<Pick<ReportContent, 'intro' | 'ending'>> {
  const { intro, ending, comment } = reportOf(type);
  if (localized(intro, language) === '' && localized(ending, language) === '')
    return { intro: '', ending: '' };
  const { intervention, part, address, customer } = row;
  const parent = (await loadParents(q, unit.id, [row])).get(intervention.parentId ?? '');
  const parentType = parent && (await findActivityType(q, unit.id, parent.intervention.activityTypeId));
  const facts = spokenFacts(
    {
      reference: intervention.reference,
      typeName: localized(type.name, language),
      status: intervention.status,
      result: intervention.result,
      promise: promiseOf(part),
      duration: part?.duration ?? type.duration,
      technicianName: row.technicianName,
      address: address && addressView(address, customer, unit.zone),
      comment: intervention.comment,
    },
    {
      ...{ row, type, unit, language, now: intervention.closedAt ?? 0 },
      parent: parent ? displayedParent(parent, parentType) : null,
      known: await loadKnownAnswers(q, unit.id, [type], [row]),
    },
  );
  const { result, resultReason } = intervention;
  const report = { result, comment: comment ? resultReason : null };
  const told = { ...facts, intervention: facts.intervention && { ...facts.intervention, report } };
  const say = (text: LocalizedText) => renderTemplate(localized(text, language), told, 'text').trim();
  return { intro: say(intro), ending: say(ending) };
}
