import {
  findBusinessUnit,
  type ActivityType,
  type Address,
  type BusinessUnit,
  type Customer,
  type Intervention,
  type Queries,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { portalName } from '../business-units/portal-name.ts';
import { displayOf } from '../catalogue/settings.ts';
import { customerFields } from '../catalogue/showable-fields.ts';
import { shownOwnFields } from '../interventions/shown-answers.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import type { RenderIn } from '../shared/forms/rendered-form.ts';
import { localized, type Language } from '../shared/languages.ts';
import type { ShownField } from '../shared/portal-display.ts';
import type { TemplateFacts } from '../shared/templates/facts.ts';
import { renderTemplate } from '../shared/templates/template.ts';
import { addressFacts, customerFacts } from '../interventions/plain-facts.ts';
import { loadVisitFacts } from './visit-facts.ts';

type Scope = AccessScope | BusinessUnitScope | SystemScope;
type Ctx = Pick<Context, 'clock'>;

/** Whoever asks, what is stored, or a customer, whoever asks. */
export type Eyes = 'reader' | 'store' | 'customer';

/**
 * What the codes in a visit's forms stand for (CAD-FO-06). `eyes`: a customer reads nothing that the type's display hides or
 * does not show (CAD-PD-06); a hidden field, which nobody reads in the portal, stores it all the same.
 * @throws ItineraError `not-found`.
 */
export async function visitRenderer(
  ctx: Ctx,
  q: Queries,
  scope: Scope,
  visit: Pick<Intervention, 'id'>,
  eyes: Eyes,
): Promise<RenderIn> {
  const unit = await unitOf(q, scope);
  const visitFacts = await loadVisitFacts(q, unit, visit.id, isForCustomer(scope, eyes));
  const now = ctx.clock.now();
  return (text, language) => renderTemplate(text, visitFacts(common(now, unit, language)), 'text');
}

/** Work that a form asks about before it is booked. */
export interface AskedWork {
  type: ActivityType | undefined;
  customer: Customer | undefined;
  address: Address | undefined;
}

/** The same of work that is not booked yet: of a visit that there is not, nothing is known. */
export async function workRenderer(
  { clock }: Ctx,
  q: Queries,
  scope: Scope,
  { type, customer, address }: AskedWork,
  eyes: Eyes,
): Promise<RenderIn> {
  const unit = await unitOf(q, scope);
  const forCustomer = isForCustomer(scope, eyes);
  const display = displayOf(type ?? { display: null });
  const hidden = forCustomer ? display.hiddenFields : [];
  const known = { customer: await customerFields(q, unit.id) };
  const own = customer && (forCustomer ? display.shownFields : allOwn(customer));
  const factsIn = (language: Language): TemplateFacts => ({
    ...common(clock.now(), unit, language),
    intervention: {
      ...{ reference: null, promise: null, start: null, duration: null, comment: null, status: null },
      title: type ? localized(type.name, language) : null,
      businessUnitName: portalName(unit),
      address: address && !hidden.includes('address') ? addressFacts(address) : null,
      ...{ technicians: [], report: null, custom: {} },
    },
    customer: customer && {
      ...customerFacts(customer),
      custom: shownOwnFields(own ?? [], customer, known, language),
    },
  });
  return (text, language) => renderTemplate(text, factsIn(language), 'text');
}

/** The same of a customer's own fields, which staff fill in. */
export async function customerRenderer(
  { clock }: Ctx,
  q: Queries,
  scope: Scope,
  customer: Customer,
): Promise<RenderIn> {
  const unit = await unitOf(q, scope);
  const known = { customer: await customerFields(q, unit.id) };
  return (text, language) => {
    const custom = shownOwnFields(allOwn(customer), customer, known, language);
    const facts = {
      ...common(clock.now(), unit, language),
      customer: { ...customerFacts(customer), custom },
    };
    return renderTemplate(text, facts, 'text');
  };
}

function isForCustomer({ kind }: Scope, eyes: Eyes): boolean {
  return eyes === 'customer' || (eyes === 'reader' && kind === 'access');
}

function allOwn({ customFields }: Customer): ShownField[] {
  return Object.keys(customFields ?? {}).map((code) => ({ form: 'customer', code, label: {} }));
}

async function unitOf(q: Queries, { companyId, businessUnitId }: Scope): Promise<BusinessUnit> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return unit;
}

function common(now: number, { zone }: BusinessUnit, language: Language): TemplateFacts {
  return { language, now, zone };
}
