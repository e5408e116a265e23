import type { Actions, PageServerLoad } from './$types';
import { bookableAddress, bookableType } from '#lib/server/bookable.ts';
import { questionsOf, withAnswers } from '#lib/server/booking-steps.ts';
import { chooseWindow, loadWhen } from '#lib/server/when.ts';

export const load: PageServerLoad = async (event) => {
  const type = await bookableType(event.locals, event.params.type);
  const { address, only } = await bookableAddress(event.locals, event.params.address);
  const work = { activityTypeId: type.id, addressId: address.id };
  const when = await withAnswers(work, () => loadWhen(event, work));
  return {
    typeId: type.id,
    typeName: type.name,
    address: address.text,
    addressId: address.id,
    onlyAddress: only,
    asked: (await questionsOf(event.locals, work)) !== null,
    ...when,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const type = await bookableType(event.locals, event.params.type);
    const { address } = await bookableAddress(event.locals, event.params.address);
    const work = { activityTypeId: type.id, addressId: address.id };
    return withAnswers(work, () => chooseWindow(event, work));
  },
};
