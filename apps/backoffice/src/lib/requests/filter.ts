import { requestKinds, requestStates, type RequestKind, type RequestState } from '@itinera/core/shared';

/** What the list of requests is narrowed to, as it stands in the address. */
export interface RequestQuery {
  state?: RequestState;
  kind?: RequestKind;
  page?: string;
}

/** The filter in an address; what makes no sense there is left out. */
export function readRequestQuery(query: URLSearchParams): RequestQuery {
  const state = requestStates.find((one) => one === query.get('state'));
  const kind = requestKinds.find((one) => one === query.get('kind'));
  const page = query.get('page') ?? '';
  return {
    ...(state && { state }),
    ...(kind && { kind }),
    ...(/^[1-9][0-9]{0,4}$/.test(page) && { page }),
  };
}
