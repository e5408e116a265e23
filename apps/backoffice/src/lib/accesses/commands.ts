import type { InferRequestType } from 'hono/client';
import { call, unitApi } from '../api/client.ts';

/** What the form of an access holds. */
export type AccessContent = Omit<
  InferRequestType<typeof unitApi.accesses.$post>['json'],
  'enabled' | 'invite'
>;

export function setEnabled(businessUnitId: string, accessId: string, enabled: boolean) {
  const param = { businessUnitId, accessId };
  return call(unitApi.accesses[':accessId'].enabled.$put({ param, json: { enabled } }));
}

export function deleteAccess(businessUnitId: string, accessId: string) {
  return call(unitApi.accesses[':accessId'].$delete({ param: { businessUnitId, accessId } }));
}

export function endSessions(businessUnitId: string, accessId: string) {
  const param = { businessUnitId, accessId };
  return call(unitApi.accesses[':accessId']['end-sessions'].$post({ param }));
}

/** The link whole, this once. */
export function makeLink(businessUnitId: string, accessId: string) {
  const param = { businessUnitId, accessId };
  return call(unitApi.accesses[':accessId']['permanent-link'].$post({ param }));
}

export function revokeLink(businessUnitId: string, accessId: string) {
  const param = { businessUnitId, accessId };
  return call(unitApi.accesses[':accessId']['permanent-link'].$delete({ param }));
}

/** Where the portal shows itself as this person sees it, once and soon; or why there is nothing to show. */
export function grantPreview(businessUnitId: string, accessId: string) {
  return call(unitApi.accesses[':accessId'].preview.$post({ param: { businessUnitId, accessId } }));
}
