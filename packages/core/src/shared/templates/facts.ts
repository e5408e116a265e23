import type { InterventionResult, InterventionStatus } from '../interventions.ts';
import type { Language } from '../languages.ts';
import type { EpochSeconds, PromisedWindow, Seconds } from '../units.ts';

/** What a text is about; a code needs one of them (its path begins with what it is about). */
export const templateContexts = ['system', 'intervention', 'customer'] as const;
export type TemplateContext = (typeof templateContexts)[number];

/**
 * What is known when a text is rendered. What its reader may not see is null, or not there at all: then no code can show
 * it. `custom`: by the code of the field.
 */
export interface TemplateFacts {
  language: Language;
  now: EpochSeconds;
  /** The clock of whoever reads, where the intervention has none of its own. */
  zone: string;
  intervention?: InterventionFacts | undefined;
  customer?: CustomerFacts | undefined;
}

export interface InterventionFacts {
  reference: string | null;
  title: string | null;
  promise: PromisedWindow | null;
  /** The planned start, for who may know more than the window. */
  start: EpochSeconds | null;
  duration: Seconds | null;
  comment: string | null;
  /** In words, for its reader. */
  status: string | null;
  businessUnitName: string | null;
  address: AddressFacts | null;
  technicians: { name: string; email: string | null }[];
  report: { result: InterventionResult | null; comment: string | null } | null;
  custom: Readonly<Record<string, string>>;
  /** What contains it, as far as its reader may see it; null or absent: nothing does. */
  parent?: ParentFacts | null;
}

export interface ParentFacts extends Pick<InterventionFacts, 'reference' | 'promise' | 'start' | 'address'> {
  custom: Readonly<Record<string, string>>;
}

export interface AddressFacts {
  text: string;
  additional: string;
  zipCode: string;
  lon: number | null;
  lat: number | null;
}

export interface CustomerFacts {
  reference: string | null;
  name: string | null;
  email: string | null;
  mobile: string | null;
  phone: string | null;
  custom: Readonly<Record<string, string>>;
}

/** What codes say of a status: whether it is still to be done, done or given up (1.19). */
export function plainStatus(status: InterventionStatus): 'pending' | 'cancelled' | 'terminated' {
  if (status === 'canceled') return 'cancelled';
  return status === 'terminated' || status === 'intermediate' ? 'terminated' : 'pending';
}
