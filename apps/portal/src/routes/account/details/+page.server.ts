import type { OwnAddress, OwnDetails } from '@itinera/core';
import type { Actions, PageServerLoad } from './$types';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, type Refusal } from '#lib/errors/refusal.ts';
import { readForm, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';

/** What the person types; the language is chosen. */
const typed = ['phone', 'mobile', 'email'] as const;
type Field = (typeof typed)[number] | 'language';

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = signedIn(locals);
  const { customers, editable, signsInWith } = await locals.core.customers.ownDetails(scope);
  const book = await locals.core.addresses.own(scope);
  const wanted = url.searchParams.get('customer');
  const shown = customers.find(({ id }) => id === wanted) ?? customers[0];
  return {
    editable,
    /** What was saved just now. */
    saved: url.searchParams.has('saved') ? url.searchParams.get('saved') || 'details' : null,
    addresses: {
      editable: book.editable,
      items: book.addresses.filter(({ customerId }) => customerId === shown?.id).map(addressLine),
    },
    customers: customers.map(({ id, name, reference }) => ({ id, name, reference })),
    shown: shown && { ...shown, same: sameAs(shown, signsInWith) },
    // Its own stays possible where the portal does not speak it.
    languages: [...new Set([...locals.portal.languages, ...(shown ? [shown.language] : [])])],
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const scope = signedIn(locals);
    const form = await readForm(request);
    const customerId = text(form, 'customer');
    const values = {
      phone: text(form, 'phone').slice(0, 50),
      mobile: text(form, 'mobile').slice(0, 50),
      email: text(form, 'email').slice(0, 320),
      language: text(form, 'language').slice(0, 10),
    };
    const revision = Number(text(form, 'revision'));
    try {
      await locals.core.customers.saveOwnDetails(scope, { customerId, revision, ...values });
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.code === 'stale') return changedMeanwhile(locals, customerId, values);
      const problem = refusal && problemOf(refusal, locals.portal.name);
      if (!problem) throw error;
      return fail(problem.status, { values, problems: [problem], now: null });
    }
    redirect(303, `/account/details?customer=${customerId}&saved`);
  },
};

function addressLine({ id, label, isStandard, active, located, visitNotes, ...parts }: OwnAddress) {
  const { line1, line2, postalCode, city } = parts;
  const text = [line1, line2, `${postalCode} ${city}`.trim()].filter(Boolean).join(', ');
  return { id, label, text, isStandard, active, located, visitNotes };
}

/** Both versions: what was typed in the fields, and beside each that differs what is stored now. */
async function changedMeanwhile(locals: App.Locals, customerId: string, values: Record<Field, string>) {
  const { customers } = await locals.core.customers.ownDetails(signedIn(locals));
  const current = customers.find(({ id }) => id === customerId);
  const now = Object.fromEntries(
    typed
      .filter((field) => (current?.[field] ?? '') !== values[field])
      .map((field) => [field, current?.[field] ?? m.account_none()]),
  ) as Partial<Record<Field, string>>;
  return fail(409, { values, problems: [{ field: 'phone', message: m.details_stale() }], now });
}

function problemOf({ code, field, reason }: Refusal, company: string) {
  if (reason === 'details-off') return { status: 409, field: 'phone', message: m.details_off({ company }) };
  if (code !== 'invalid') return null;
  if (field === 'email') return { status: 422, field, message: m.details_email_wrong() };
  if (field === 'phone' || field === 'mobile')
    return { status: 422, field, message: m.details_phone_wrong() };
  return null;
}

/** Where a field holds what the person signs in with: changing it here does not change that. */
function sameAs(
  { email, phone, mobile }: OwnDetails,
  signsInWith: { email: string | null; phone: string | null },
): Record<(typeof typed)[number], boolean> {
  const same = (value: string | null, own: string | null) => value !== null && value === own;
  return {
    email: same(email, signsInWith.email),
    phone: same(phone, signsInWith.phone),
    mobile: same(mobile, signsInWith.phone),
  };
}
