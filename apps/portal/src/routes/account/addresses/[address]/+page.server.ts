import type { OwnAddress, OwnAddressFields } from '@itinera/core';
import type { Actions, PageServerLoad } from './$types';
import { countriesIn } from '@itinera/core/shared';
import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { addressFields, type AddressField } from '#lib/address-fields.ts';
import { refusalIn, statusOf, type Refusal } from '#lib/errors/refusal.ts';
import { newFormKey, readForm, submissionKey, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { waitText } from '#lib/server/wait-text.ts';

/** The address in the path; null for a new one of the customer in the query. Others' are not found. */
async function asked(locals: App.Locals, addressId: string, url: URL) {
  const scope = signedIn(locals);
  const book = await locals.core.addresses.own(scope);
  const shown = addressId === 'new' ? null : book.addresses.find(({ id }) => id === addressId);
  if (shown === undefined) error(404, 'Not found');
  const { customers } = await locals.core.customers.ownDetails(scope);
  const customerId = shown?.customerId ?? url.searchParams.get('customer') ?? customers[0]?.id;
  const customer = customers.find(({ id }) => id === customerId);
  if (!customer) error(404, 'Not found');
  return { book, shown, customer, several: customers.length > 1 };
}

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { book, shown, customer, several } = await asked(locals, params.address, url);
  const back = `/account/details?customer=${customer.id}`;
  if (!book.editable) redirect(303, back);
  const first = !book.addresses.some(({ customerId }) => customerId === customer.id);
  return {
    key: newFormKey(),
    back,
    shown,
    customer: { id: customer.id, name: several ? customer.name : null },
    mayBeStandard: shown === null ? !first : !shown.isStandard && shown.active,
    country: book.country ?? '',
    countries: countriesIn(locals.language),
  };
};

/** The whole form; or one of the buttons beside it, which change one thing of what was shown. */
export const actions: Actions = {
  save: (event) => save(event, (form) => ({ ...typedIn(form), ...(text(form, 'isStandard') && standard) })),
  standard: (event) => save(event, () => standard),
  off: (event) => save(event, () => ({ active: false })),
  on: (event) => save(event, () => ({ active: true })),
};

const standard = { isStandard: true };

async function save(
  { request, locals, params, url }: Parameters<NonNullable<Actions['save']>>[0],
  changesIn: (form: FormData) => Partial<OwnAddressFields>,
) {
  const { shown, customer } = await asked(locals, params.address ?? '', url);
  const form = await readForm(request);
  const revision = Number(text(form, 'revision'));
  try {
    await locals.core.addresses.saveOwn(signedIn(locals), {
      customerId: customer.id,
      ...(shown && { addressId: shown.id, revision }),
      ...changesIn(form),
      idempotencyKey: submissionKey(form, url.search),
    });
  } catch (thrown) {
    const refusal = refusalIn(thrown);
    if (refusal?.code === 'stale') return changedMeanwhile(locals, params.address ?? '', url, form);
    const problem = refusal && problemOf(locals, refusal);
    if (!problem) throw thrown;
    return fail(statusOf(refusal.code), { ...kept(form), problems: [problem], now: null });
  }
  redirect(303, `/account/details?customer=${customer.id}&saved=address`);
}

/** What was typed; what is no text of a form is cut to what the core will refuse. */
function typedIn(form: FormData): Record<AddressField, string> {
  return Object.fromEntries(
    addressFields.map((field) => [field, text(form, field).slice(0, 2001)]),
  ) as Record<AddressField, string>;
}

/** Both versions: what was typed in the fields, and beside each that differs what is stored now. */
async function changedMeanwhile(locals: App.Locals, addressId: string, url: URL, form: FormData) {
  const { shown } = await asked(locals, addressId, url);
  const values = typedIn(form);
  const now = Object.fromEntries(
    addressFields
      .filter((field) => form.has(field) && stored(shown, field) !== values[field])
      .map((field) => [field, stored(shown, field) || m.account_none()]),
  ) as Partial<Record<AddressField, string>>;
  return fail(409, { ...kept(form), problems: [{ field: 'line1', message: m.details_stale() }], now });
}

/** What a form that was refused begins with; null: one of the buttons was. */
function kept(form: FormData) {
  return { values: form.has('line1') ? typedIn(form) : null, standard: text(form, 'isStandard') !== '' };
}

function stored(shown: OwnAddress | null, field: AddressField): string {
  return shown?.[field] ?? '';
}

function problemOf(locals: App.Locals, { code, field, reason, retryAt }: Refusal) {
  if (code === 'too-many')
    return { field: 'line1', message: m.addresses_too_many({ wait: waitText(locals, retryAt) }) };
  if (code === 'not-allowed') return { field: 'line1', message: notAllowed(locals, reason) };
  if (code !== 'invalid') return null;
  switch (field) {
    case 'line1':
      return { field, message: m.addresses_line1_wrong() };
    case 'city':
      return { field, message: m.addresses_city_wrong() };
    case 'country':
      return { field, message: m.addresses_country_wrong() };
    case 'label':
    case 'line2':
    case 'postalCode':
      return { field, message: m.addresses_too_long() };
    case 'visitNotes':
      return { field, message: m.addresses_notes_wrong() };
    default:
      return null;
  }
}

function notAllowed(locals: App.Locals, reason: string | undefined): string {
  const company = locals.portal.name;
  if (reason === 'standard') return m.addresses_standard_first();
  return reason === 'addresses-full' ? m.addresses_full({ company }) : m.addresses_off({ company });
}
