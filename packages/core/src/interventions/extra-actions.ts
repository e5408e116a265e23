import type { ActivityType, BusinessUnit, Customer, PortalAction, SubmissionState } from '@itinera/db';
import { portalName } from '../business-units/portal-name.ts';
import type { ActionBackground } from '../catalogue/action-background.ts';
import type { PortalLayers } from '../catalogue/bookable-types.ts';
import { purposeOf } from '../catalogue/form-states.ts';
import { offeredExtras, type ActionQuestion } from '../catalogue/offered-action.ts';
import { displayOf } from '../catalogue/settings.ts';
import { displayName } from '../customers/display-name.ts';
import { actionIcons, isExtraKind } from '../shared/action-settings.ts';
import { localized, type Language } from '../shared/languages.ts';
import { isShown } from '../shared/portal-actions.ts';
import type { TemplateFacts } from '../shared/templates/facts.ts';
import type { EpochSeconds } from '../shared/units.ts';
import { actionWords, inWords } from './action-words.ts';
import { shownOwnFields, type KnownAnswers } from './shown-answers.ts';
import type { ExtraAction, HomeAction } from './types.ts';

/** The actions of a visit that have a button of their own; their words are still with codes. */
export function extraActions(
  actions: readonly PortalAction[],
  background: ActionBackground,
  question: ActionQuestion,
): ExtraAction[] {
  const { visit, language } = question;
  return offeredExtras(actions, background, question).map(({ action, verdict }) => {
    const purpose = purposeOf(action.kind);
    const state = visit && purpose && background.forms?.stateOf(visit.intervention.id, purpose);
    return { ...extra(action, state ?? null), ...verdict, ...actionWords(action, language) };
  });
}

function extra(
  { id, kind, icon }: PortalAction,
  formState: SubmissionState | null,
): Pick<ExtraAction, 'id' | 'kind' | 'icon' | 'formState'> {
  if (!isExtraKind(kind)) throw new TypeError(`${kind} has no button of its own`);
  return { id, kind, icon: actionIcons.find((one) => one === icon) ?? null, formState };
}

/** What home pages are judged by, and what their texts may tell. */
type HomeBackground = ActionBackground & { known: Pick<KnownAnswers, 'customer'> };

/**
 * What may be done from the home page without a visit (CAD-AC-02), by types and actions in staff's order, each for the
 * customers of this access to whom it is offered now.
 */
export function homeActions(
  layers: PortalLayers,
  background: HomeBackground,
  about: { language: Language; now: EpochSeconds },
): HomeAction[] {
  return everyHomeAction(layers, background, about).flatMap(({ formState: _, ...action }) =>
    action.available ? [action] : [],
  );
}

/** The same with what is configured and not offered to anybody now. */
export function everyHomeAction(
  { unit, access, customers, types, actions }: PortalLayers,
  background: HomeBackground,
  { language, now }: { language: Language; now: EpochSeconds },
): (ExtraAction & Pick<HomeAction, 'typeId' | 'typeName' | 'customers'>)[] {
  return types.flatMap((type) => {
    const judged = customers.flatMap((customer) => {
      const shown = isShown({ portal: unit, access, customer, type });
      const question = { now, shown, type, customer, visit: null, language, unitZone: unit.zone };
      return extraActions(actions, background, question).map((extra) => ({ extra, customer }));
    });
    const byAction = Map.groupBy(judged, ({ extra }) => extra.id);
    return Array.from(byAction, ([, those]) => {
      const open = those.filter(({ extra }) => extra.available);
      const [first] = open.length > 0 ? open : those;
      const only = those.length === 1 ? first?.customer : undefined;
      const facts = homeFacts(unit, { type, customer: only, known: background.known, language, now });
      return {
        ...inWords(first!.extra, facts),
        typeId: type.id,
        typeName: localized(type.name, language),
        customers: open.map(({ customer: { id }, customer }) => ({ id, name: displayName(customer) })),
      };
    });
  });
}

/** Codes on the home page stand for the company and, where it is one, the customer, whose fields the type shows. */
export function homeFacts(
  unit: BusinessUnit,
  about: {
    type: ActivityType;
    customer: Customer | undefined;
    known: Pick<KnownAnswers, 'customer'>;
    language: Language;
    now: EpochSeconds;
  },
): TemplateFacts {
  const { type, customer, known, language, now } = about;
  return {
    language,
    now,
    zone: unit.zone,
    intervention: {
      reference: null,
      title: localized(type.name, language),
      promise: null,
      start: null,
      duration: null,
      comment: null,
      status: null,
      businessUnitName: portalName(unit),
      address: null,
      technicians: [],
      report: null,
      custom: {},
    },
    ...(customer && {
      customer: {
        reference: customer.reference,
        name: customer.name,
        email: customer.email,
        mobile: customer.mobile,
        phone: customer.phone,
        custom: shownOwnFields(displayOf(type).shownFields, customer, known, language),
      },
    }),
  };
}
