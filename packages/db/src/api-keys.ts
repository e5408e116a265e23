/* The keys of other systems: what one feature of core and the worker ask for. */
export type { ApiCall, ApiKey, NewApiCall, NewApiKey } from './rows.ts';
export {
  deleteOldApiCalls,
  findApiKey,
  findApiKeyByPrefix,
  listApiCalls,
  listApiKeys,
  noteApiKeyUse,
  updateApiKey,
} from './stores/api-keys.ts';
