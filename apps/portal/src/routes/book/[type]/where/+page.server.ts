import type { Actions, PageServerLoad } from './$types';
import { fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { addresses, bookableType } from '#lib/server/bookable.ts';
import { afterWhere } from '#lib/server/booking-steps.ts';
import { readForm, text } from '#lib/server/forms.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const type = await bookableType(locals, params.type);
  const { open, closed } = await addresses(locals);
  const only = open.length === 1 && closed.length === 0 ? open[0] : undefined;
  if (only) redirect(303, await afterWhere(locals, { activityTypeId: type.id, addressId: only.id }));
  const several = new Set([...open, ...closed].map((each) => each.customerId)).size > 1;
  const option = (each: (typeof open)[number]) => ({
    value: each.id,
    label: each.label || each.text,
    hint:
      [several ? each.customerName : '', each.label ? each.text : ''].filter(Boolean).join(' · ') ||
      undefined,
  });
  return {
    typeId: type.id,
    typeName: type.name,
    options: open.map(option),
    closed: closed.map(option),
    chosen: url.searchParams.get('address') ?? open.find((each) => each.isStandard)?.id ?? '',
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const type = await bookableType(locals, params.type);
    const addressId = text(await readForm(request), 'address');
    const { open } = await addresses(locals);
    if (!open.some((each) => each.id === addressId))
      return fail(422, { problems: [{ field: 'address', message: m.where_missing() }] });
    redirect(303, await afterWhere(locals, { activityTypeId: type.id, addressId }));
  },
};
