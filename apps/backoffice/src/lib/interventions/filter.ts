import {
  interventionProblems,
  interventionSorts,
  interventionStatuses,
  type InterventionProblem,
  type InterventionSort,
  type InterventionStatus,
} from '@itinera/core/shared';

/** What the list of interventions is narrowed to, as it stands in the address. */
export interface ListFilter {
  search?: string;
  status?: InterventionStatus[];
  type?: string[];
  planned?: 'yes' | 'no';
  appointment?: 'yes' | 'no';
  start?: 'yes' | 'no';
  problem?: InterventionProblem;
  technician?: string;
  from?: string;
  to?: string;
  updated_from?: string;
  updated_to?: string;
  sort?: InterventionSort;
  page?: string;
}

const oneOf = (values: readonly string[]) => ({ test: (value: string) => values.includes(value) });
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const date = /^\d{4}-\d{2}-\d{2}$/;
const yesNo = /^(yes|no)$/;

const shapes: Record<keyof ListFilter, { test(value: string): boolean }> = {
  search: /\S/,
  status: oneOf(interventionStatuses),
  type: id,
  planned: yesNo,
  appointment: yesNo,
  start: yesNo,
  problem: oneOf(interventionProblems),
  technician: id,
  from: date,
  to: date,
  updated_from: date,
  updated_to: date,
  sort: oneOf(interventionSorts),
  page: /^[1-9]\d{0,4}$/,
};
/** Those that may stand there several times. */
const several = ['status', 'type'];

/** The filter in an address; what makes no sense there is left out, so that an old link still shows a list. */
export function readFilter(query: URLSearchParams): ListFilter {
  const entries = Object.entries(shapes).flatMap(([name, shape]) => {
    const values = query
      .getAll(name)
      .map((value) => value.trim().slice(0, 100))
      .filter((value) => shape.test(value));
    if (values.length === 0) return [];
    return [[name, several.includes(name) ? [...new Set(values)].slice(0, 50) : values[0]]];
  });
  return Object.fromEntries(entries) as ListFilter;
}
