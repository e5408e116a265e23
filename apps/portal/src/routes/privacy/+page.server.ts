import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { businessUnitId } = locals.portal;
  return { retention: await locals.core.personalData.publicRetention(businessUnitId) };
};
