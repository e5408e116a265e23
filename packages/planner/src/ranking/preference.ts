import type { CostPartRule } from './cost-part.ts';

/** What it counts when somebody else comes than the customer would like best: half an hour. */
const secondsOfDisappointment = 1800;

/** `prefer` is given and the technician is not in it. */
export const preferencePart: CostPartRule = {
  name: 'preference',
  of: 'gap',
  seconds({ query, route }) {
    const prefer = query.request.technicians?.prefer;
    return prefer === undefined || prefer.includes(route.technician.id) ? 0 : secondsOfDisappointment;
  },
};
