import {
  interventionProblems,
  interventionStatuses,
  type InterventionProblem,
  type InterventionStatus,
} from '@itinera/core/shared';

/** What the list of interventions is narrowed to, as it stands in the address. */
export interface ListFilter {
  search?: string;
  status?: InterventionStatus;
  planned?: 'yes' | 'no';
  problem?: InterventionProblem;
  technician?: string;
  from?: string;
  to?: string;
  page?: string;
}

const shapes: Record<keyof ListFilter, { test(value: string): boolean }> = {
  search: /\S/,
  status: { test: (value) => interventionStatuses.some((status) => status === value) },
  planned: /^(yes|no)$/,
  problem: { test: (value) => interventionProblems.some((problem) => problem === value) },
  technician: /^[0-9a-f-]{36}$/i,
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
  page: /^[1-9]\d{0,4}$/,
};

/** The filter in an address; what makes no sense there is left out, so that an old link still shows a list. */
export function readFilter(query: URLSearchParams): ListFilter {
  const entries = Object.entries(shapes).flatMap(([name, shape]) => {
    const value = query.get(name)?.trim() ?? '';
    return shape.test(value) ? [[name, value.slice(0, 100)]] : [];
  });
  return Object.fromEntries(entries) as ListFilter;
}
