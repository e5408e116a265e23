import { contextOf, setUp, type MadeStaffUser } from '@itinera/core/set-up';
import { lockSignInIdentifier, updateSignInIdentifier } from '@itinera/db';
import { generate } from 'otplib';
import type { Page } from 'playwright-core';
import { staffScope } from '../../fixtures/scopes.ts';
import type { System } from '../harness.ts';
import { openPage, type WatchedOptions, type WatchedPage } from '../watched-page.ts';

/** The code an authenticator app shows now. */
export function totpOf(system: System, user: MadeStaffUser): Promise<string> {
  return generate({ secret: user.totpSecret, epoch: system.clock.now() });
}

/** A session without a browser, for tests of what comes after signing in. One sign-in a user and 30 s. */
export async function staffSession(system: System, user = system.company.supervisor): Promise<string> {
  const { staff } = system.core;
  const network = '192.0.2.2';
  const first = await staff.signIn({ email: user.email, password: user.password, network });
  if (first.kind !== 'second-factor') throw new Error(`The password of ${user.email} was ${first.kind}`);
  const second = await staff.secondFactor({ token: first.token, code: await totpOf(system, user), network });
  if (second.kind !== 'signed-in') throw new Error(`The code of ${user.email} was ${second.kind}`);
  return second.sessionToken;
}

/** A page of the back office, in English unless told otherwise. */
export async function officePage(
  system: System,
  options: Partial<WatchedOptions> & { session?: string; language?: string } = {},
): Promise<WatchedPage> {
  const { session, language = 'en', ...more } = options;
  const watched = await openPage(system.browser, {
    url: system.backofficeUrl,
    viewport: { width: 1280, height: 900 },
    cookies: session === undefined ? {} : { itinera_staff: session },
    ...more,
  });
  await watched.page.addInitScript((chosen) => {
    // An empty page has no storage.
    if (location.protocol !== 'about:') localStorage.setItem('itinera-language', chosen);
  }, language);
  return watched;
}

export async function expectHeading(page: Page, heading: string | RegExp): Promise<void> {
  try {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  } catch (cause) {
    const there = await page.locator('h1').allTextContents();
    throw new Error(`Expected "${String(heading)}" at ${page.url()}, found "${there.join('", "')}"`, {
      cause,
    });
  }
}

/**
 * Does what makes the page ask whether to leave it, and says no. Waits for the question: the framework lets the browser
 * draw before it follows a link, so that the click is over before anything is asked.
 */
export async function stay(page: Page, leave: () => Promise<unknown>): Promise<void> {
  const asked = page.waitForEvent('dialog');
  await Promise.all([leave(), asked.then((dialog) => dialog.dismiss())]);
}

/** Presses keys one after the other. */
export async function type(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

let keys = 0;

/** An intervention without a time, made by the supervisor. */
export async function newIntervention(
  system: System,
  of: 'mario' | 'lisa' = 'mario',
  activityTypeId = system.company.types.service,
): Promise<string> {
  const { company, core } = system;
  const customer = company.customers[of];
  const made = await core.interventions.create(staffScope(company, company.supervisor.staffUserId), {
    activityTypeId,
    customerId: customer.customerId,
    addressId: customer.addressIds[0] ?? '',
    comment: 'The boiler is in the cellar.',
    idempotencyKey: `e2e-create-${++keys}`,
  });
  return made.interventionId;
}

/** Plans it to the best time on a date, or to the `nth`; returns technician and times. */
export async function planned(system: System, interventionId: string, from: string, nth = 0) {
  const { company, core } = system;
  const scope = staffScope(company, company.supervisor.staffUserId);
  const { typeId, address, revision } = await core.interventions.page(scope, interventionId);
  const { offers } = await core.availability.assist(scope, {
    activityTypeId: typeId,
    addressId: address.id,
    interventionId,
    from,
    days: 1,
  });
  const offer = offers[nth];
  if (!offer) throw new Error(`There is no time on ${from}`);
  const { technician, date, start, end } = offer;
  const choice = { interventionId, technicianId: technician.id, date, start, end, revision };
  await core.bookings.plan(scope, { ...choice, idempotencyKey: `e2e-plan-${++keys}` });
  return offer;
}

/** A technician who may sign in: their own person, with the days of anna. */
export async function signedInTechnician(system: System) {
  const { company, core } = system;
  const make = setUp(core);
  const { companyId, businessUnitId } = company;
  const user = await make.staffUser({
    companyId,
    name: 'Clara Sample',
    email: 'clara@vaduz-heating.example',
    language: 'it',
    roles: [{ businessUnitId, role: 'technician' }],
  });
  const { technicianId } = await make.technician({
    companyId,
    businessUnitIds: [businessUnitId],
    staffUserId: user.staffUserId,
    name: user.email,
    colour: '#aa3355',
    base: { label: 'Schaan', lon: 9.5087, lat: 47.1653 },
    zone: 'Europe/Vaduz',
    weeklyHours: { 1: [{ from: '08:00', to: '17:00' }], 2: [{ from: '08:00', to: '17:00' }] },
  });
  return { user, technicianId };
}

/** As after a hundred wrong codes in a row for this address. */
export async function closeSignIn(system: System, email: string): Promise<void> {
  const { companyId } = system.company;
  const disabledAt = system.clock.now();
  await contextOf(system.core).db.write(async (tx) => {
    await lockSignInIdentifier(tx, companyId, email);
    await updateSignInIdentifier(tx, companyId, email, { consecutiveFailures: 100, disabledAt });
  });
}
