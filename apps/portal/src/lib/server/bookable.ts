import type { ActivityTypeCard, AddressView } from '@itinera/core';
import { error } from '@sveltejs/kit';
import { signedIn } from './signed-in.ts';

/** The activity type of that id, if this person may book it; otherwise "not found", for unknown ones alike. */
export async function bookableType(locals: App.Locals, typeId: string): Promise<ActivityTypeCard> {
  const types = await locals.core.catalogue.bookable(signedIn(locals));
  return types.find((type) => type.id === typeId) ?? error(404, 'Not found');
}

/** The addresses somebody can be sent to, and those which nothing can be offered at. */
export async function addresses(locals: App.Locals): Promise<{ open: AddressView[]; closed: AddressView[] }> {
  const all = await locals.core.customers.addressesForAccess(signedIn(locals));
  return { open: all.filter((each) => each.bookable), closed: all.filter((each) => !each.bookable) };
}

/** The bookable address of that id; otherwise "not found". */
export async function bookableAddress(
  locals: App.Locals,
  addressId: string,
): Promise<{ address: AddressView; only: boolean }> {
  const { open } = await addresses(locals);
  const address = open.find((each) => each.id === addressId) ?? error(404, 'Not found');
  return { address, only: open.length === 1 };
}
