import type { Actions, PageServerLoad } from './$types';
import { bookableAddress, bookableType } from '#lib/server/bookable.ts';
import { chooseWindow, loadWhen } from '#lib/server/when.ts';

export const load: PageServerLoad = async (event) => {
  const type = await bookableType(event.locals, event.params.type);
  const { address, only } = await bookableAddress(event.locals, event.params.address);
  return {
    typeId: type.id,
    typeName: type.name,
    address: address.text,
    addressId: address.id,
    onlyAddress: only,
    ...(await loadWhen(event, { activityTypeId: type.id, addressId: address.id })),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const type = await bookableType(event.locals, event.params.type);
    const { address } = await bookableAddress(event.locals, event.params.address);
    return chooseWindow(event, { activityTypeId: type.id, addressId: address.id });
  },
};
