import type { EpochSeconds } from '../shared/units.ts';

/** What will happen when a customer or a person is erased, as it is now. */
export interface ErasureOutlook {
  /** null: there is nothing of anybody left. */
  erasedAt: EpochSeconds | null;
  reference: string | null;
  name: string;
  /** References of work that has to be done or canceled first. */
  openVisits: string[];
  /** Work whose comments and reasons go; the work itself stays. */
  closedVisits: number;
  /** Of a customer: who is erased with it, and who is only detached because they act for others too. */
  erasedPeople: string[];
  detachedPeople: string[];
}

/** A file to be handed out; `version` counts up when a key changes its meaning or goes. */
export interface PersonalDataExport {
  format: 'itinera-personal-data';
  version: 1;
  about: 'customer' | 'person';
  /** All instants are ISO 8601 in UTC. */
  exportedAt: string;
  company: string;
  [section: string]: unknown;
}

/** Months after which personal data goes by itself; null: it is kept. */
export interface RetentionSettings {
  visitMonths: number | null;
  accessMonths: number | null;
  messageMonths: number | null;
}

/** Something that was done with personal data, without the data. */
export interface PersonalDataAct {
  at: EpochSeconds;
  kind:
    | 'customer.erased'
    | 'access.erased'
    | 'customer.exported'
    | 'access.exported'
    | 'retention.changed'
    | 'retention.applied';
  /** The customer's number; null for a person. */
  reference: string | null;
  /** Who did it; null: the system itself, or somebody who was erased. */
  actorName: string | null;
  /** Of what went by itself. */
  counts: { visits: number; accesses: number; messages: number } | null;
}

export interface PersonalDataPage {
  retention: RetentionSettings;
  revision: number;
  /** The last hundred, newest first. */
  acts: PersonalDataAct[];
}
