import { api, call } from '#lib/api/client.ts';
import { loaded } from '#lib/api/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => ({ account: await loaded(url, call(api.account.$get())) });
