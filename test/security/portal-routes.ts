import type { Tenant, Unit } from './tenants.ts';

/** Whose ids a path or a form of the portal is made from. */
export interface Target {
  unit: Unit;
  tenant: Tenant;
}

/** What a route's parameters stand for. A parameter that is not here makes the tests of access fail: say what it is. */
const parameters: Record<string, (target: Target, route: string) => string> = {
  type: ({ unit }) => unit.typeId,
  address: ({ tenant }) => tenant.customer.addressIds[0]!,
  hold: ({ tenant }) => tenant.hold,
  intervention: ({ tenant }) => tenant.visit,
  id: ({ tenant }) => tenant.visit,
  purpose: () => 'activity',
  file: ({ tenant }) => tenant.file,
  action: ({ unit }, route) => (route.includes('/sign/') ? unit.signActionId : unit.messageActionId),
  accent: () => '1f5f8b',
  logo: ({ unit }) => unit.logo,
  token: () => 'x'.repeat(43),
};

/** The parameters that belong to one customer, or at least to one business unit. */
const owned = ['address', 'file', 'hold', 'intervention', 'id'];

export function parametersOf(route: string): string[] {
  return [...route.matchAll(/\[(\w+)\]/g)].map(([, name = '']) => name);
}

/** The path of a route for somebody's things. */
export function pathOf(route: string, target: Target): string {
  return route.replaceAll(/\[(\w+)\]/g, (_, name: string) => {
    const value = parameters[name];
    if (!value) throw new Error(`${route}: say in portal-routes.ts whose [${name}] is`);
    return value(target, route);
  });
}

/** Whether a path of the route names something that another customer, or another unit, may not see. */
export function namesOwned(route: string, foreign: 'customer' | 'unit'): boolean {
  return parametersOf(route).some(
    (name) => owned.includes(name) || (foreign === 'unit' && (name === 'type' || name === 'action')),
  );
}

const anAddress = {
  line1: 'Known Street 1',
  line2: '',
  postalCode: '9490',
  city: 'Vaduz',
  country: 'LI',
  label: 'k',
  visitNotes: 'k',
  key: 'k',
};

/** Every form that names something of somebody's: where it goes and what it holds. */
export const forms: Record<string, (target: Target) => Record<string, string>> = {
  '/book': ({ unit }) => ({ type: unit.typeId }),
  '/book/[type]/where': ({ tenant }) => ({ address: tenant.customer.addressIds[0]! }),
  '/book/[type]/[address]/when': () => ({ window: '1799827200-1799834400', comment: 'c', key: 'k' }),
  '/book/[type]/[address]/questions': () => ({ a_radiators: '3', version: '1', key: 'k' }),
  '/book/check/[hold]?/extend': () => ({ key: 'k' }),
  '/book/check/[hold]?/confirm': ({ unit, tenant }) => ({
    key: 'k',
    type: unit.typeId,
    address: tenant.customer.addressIds[0]!,
    intervention: tenant.visit,
  }),
  '/account/details': ({ tenant }) => ({
    customer: tenant.customer.customerId,
    revision: '1',
    phone: '',
    mobile: '',
    email: 'another@example.com',
    language: 'en',
  }),
  '/account/addresses/[address]?/save': () => ({ ...anAddress, revision: '1' }),
  '/account/addresses/[address]?/standard': () => ({ revision: '1', key: 'k' }),
  '/account/addresses/[address]?/off': () => ({ revision: '1', key: 'k' }),
  '/account/addresses/[address]?/on': () => ({ revision: '1', key: 'k' }),
  '/sign-in/choose': ({ tenant }) => ({ access: tenant.customer.accessIds[0]! }),
  '/visits/[id]/schedule': () => ({ window: '1799827200-1799834400', key: 'k' }),
  '/visits/[id]/reschedule': () => ({ window: '1799827200-1799834400', key: 'k' }),
  '/visits/[id]/form/[purpose]': () => ({ a_radiators: '3', version: '1', revision: '1', key: 'k' }),
  '/visits/[id]/ask/[action]': () => ({ text: 't', key: 'k' }),
  '/ask/[action]': () => ({ text: 't', key: 'k' }),
  '/visits/[id]/sign/[action]': () => ({
    decision: 'accepted',
    name: 'n',
    reason: '',
    hash: 'x'.repeat(64),
    shown: '1',
    key: 'k',
  }),
  '/visits/[id]/cancel': () => ({ reason: 'other', details: 'd', key: 'k' }),
};

/** The forms about the person's own sign-in. */
export const ownForms: Record<string, () => Record<string, string>> = {
  '/account?/end': () => ({ session: 'x' }),
  '/account?/endOthers': () => ({}),
  '/account/change?/prove': () => ({}),
  '/account/change?/proof': () => ({ code: '000000', token: 'x' }),
  '/account/change?/ask': () => ({ identifier: 'another@example.com' }),
  '/account/change?/confirm': () => ({ code: '000000', token: 'x' }),
};

/** The forms that belong to nobody: of signing in and out, and the language. */
export const commonForms: Record<string, () => Record<string, string>> = {
  '/sign-in': () => ({ identifier: 'person-0@north-a.example' }),
  '/sign-in/code?/verify': () => ({ code: '000000' }),
  '/sign-in/code?/resend': () => ({}),
  '/sign-in/link': () => ({}),
  '/enter': () => ({}),
  '/sign-out': () => ({}),
  '/language': () => ({ language: 'en', to: '/' }),
};

/** What scripts send: a file's bytes, or that it goes. */
export const uploads: Record<string, () => Record<string, string>> = {
  '/ask/[action]/files': () => ({}),
  '/book/[type]/[address]/questions/files': () => ({}),
  '/visits/[id]/ask/[action]/files': () => ({}),
  '/visits/[id]/form/[purpose]/files': () => ({}),
  '/files/[file]': () => ({}),
};

/** The forms that leave the session as it is: choosing for whom one acts renews it. */
export const lastingForms = Object.entries({ ...forms, ...ownForms }).filter(
  ([route]) => route !== '/sign-in/choose',
);
