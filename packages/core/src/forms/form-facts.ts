import {
  findActivityType,
  findAddress,
  findBusinessUnit,
  findCustomer,
  listParts,
  type ActivityType,
  type Address,
  type BusinessUnit,
  type Customer,
  type Intervention,
  type Part,
  type Queries,
} from '@itinera/db';
import type { Context } from '../context.ts';
import { portalName } from '../business-units/portal-name.ts';
import { displayOf } from '../catalogue/settings.ts';
import type { AccessScope, BusinessUnitScope, SystemScope } from '../scopes.ts';
import { notFound } from '../shared/ids.ts';
import type { RenderIn } from '../shared/forms/rendered-form.ts';
import { localized, type Language } from '../shared/languages.ts';
import type { TemplateFacts } from '../shared/templates/facts.ts';
import { renderTemplate } from '../shared/templates/template.ts';

type Scope = AccessScope | BusinessUnitScope | SystemScope;
type Ctx = Pick<Context, 'clock'>;

/** Whoever asks, what is stored, or a customer, whoever asks. */
export type Eyes = 'reader' | 'store' | 'customer';

/**
 * What the codes in a visit's forms stand for (CAD-FO-06). `eyes`: a customer reads nothing that the type's display hides
 * (CAD-PD-06); a hidden field, which nobody reads in the portal, stores it all the same.
 */
export async function visitRenderer(
  ctx: Ctx,
  q: Queries,
  scope: Scope,
  visit: Intervention,
  eyes: Eyes,
): Promise<RenderIn> {
  const { businessUnitId } = scope;
  const type = await findActivityType(q, businessUnitId, visit.activityTypeId);
  const customer = await findCustomer(q, businessUnitId, visit.customerId);
  const address =
    visit.addressId === null ? undefined : await findAddress(q, businessUnitId, visit.addressId);
  const [part] = await listParts(q, businessUnitId, [visit.id]);
  return workRenderer(ctx, q, scope, { type, customer, address, visit, part }, eyes);
}

/** Work that a form asks about, and its visit where there is one. */
export interface AskedWork {
  type: ActivityType | undefined;
  customer: Customer | undefined;
  address: Address | undefined;
  visit?: Intervention;
  part?: Part | undefined;
}

/** The same of work that may not be booked yet: of a visit that there is not, nothing is known. */
export async function workRenderer(
  { clock }: Ctx,
  q: Queries,
  scope: Scope,
  { type, customer, address, visit, part }: AskedWork,
  eyes: Eyes,
): Promise<RenderIn> {
  const unit = await unitOf(q, scope);
  const forCustomer = eyes === 'customer' || (eyes === 'reader' && scope.kind === 'access');
  const hidden = type && forCustomer ? displayOf(type).hiddenFields : [];
  const isPromised = part && part.promiseStart !== null && part.promiseEnd !== null;
  const factsIn = (language: Language): TemplateFacts => ({
    ...common(clock.now(), unit, language),
    intervention: {
      reference: !visit || hidden.includes('reference') ? null : visit.reference,
      title: type ? localized(type.name, language) : null,
      promise: isPromised ? { start: part.promiseStart!, end: part.promiseEnd!, zone: part.zone } : null,
      start: null,
      duration: hidden.includes('duration') ? null : (part?.duration ?? null),
      comment: !visit || hidden.includes('comment') ? null : visit.comment,
      status: null,
      businessUnitName: portalName(unit),
      address:
        address && !hidden.includes('address')
          ? {
              text: [address.line1, `${address.postalCode} ${address.city}`].join(', '),
              additional: address.line2,
              zipCode: address.postalCode,
              lon: null,
              lat: null,
            }
          : null,
      technicians: [],
      report: null,
      custom: {},
    },
    customer: customer && customerFacts(customer),
  });
  return (text, language) => renderTemplate(text, factsIn(language), 'text');
}

/** The same of a customer's own fields. */
export async function customerRenderer(
  { clock }: Ctx,
  q: Queries,
  scope: Scope,
  customer: Customer,
): Promise<RenderIn> {
  const unit = await unitOf(q, scope);
  return (text, language) => {
    const facts = { ...common(clock.now(), unit, language), customer: customerFacts(customer) };
    return renderTemplate(text, facts, 'text');
  };
}

async function unitOf(q: Queries, { companyId, businessUnitId }: Scope): Promise<BusinessUnit> {
  const unit = await findBusinessUnit(q, companyId, businessUnitId);
  if (!unit) throw notFound('businessUnitId');
  return unit;
}

function common(now: number, { zone }: BusinessUnit, language: Language): TemplateFacts {
  return { language, now, zone };
}

function customerFacts({ reference, name, email, mobile, phone }: Customer): TemplateFacts['customer'] {
  return { reference, name, email, mobile, phone, custom: {} };
}
