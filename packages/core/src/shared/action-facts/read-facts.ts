import type { CustomerKind, CustomerStatus } from '../customers.ts';
import type { InterventionResult, InterventionStatus } from '../interventions.ts';
import type { Language } from '../languages.ts';
import { zoneOffset } from '../local-time.ts';
import type { FactValue, ReadFact } from '../rules/rule.ts';
import type { EpochSeconds } from '../units.ts';
import type { ActionFactName } from './facts.ts';

/** What conditions ask about, all of it but the time of day as it is in the store. */
export interface ActionSituation {
  /** The clock of the visit's place; without a visit the business unit's. */
  zone: string;
  /** null: the action is one without an intervention. */
  visit: {
    status: InterventionStatus;
    /** When the promised time begins; null while it is not planned. */
    promiseStart: EpochSeconds | null;
    confirmed: boolean;
    createdAt: EpochSeconds;
    closedAt: EpochSeconds | null;
    result: InterventionResult | null;
  } | null;
  customer: {
    kind: CustomerKind;
    status: CustomerStatus;
    categoryId: string | null;
    /** In lower case. */
    tags: readonly string[];
    fields: Readonly<Record<string, string>>;
  };
  language: Language;
  /** Answers by purpose of the form and code of the field; a purpose that is there was filled. */
  forms: Readonly<Record<string, Readonly<Record<string, FactValue>>>>;
  /** How often the action was used. */
  uses: number;
}

const day = 86_400;

/** Weekday (1 Monday to 7 Sunday) and `HH:MM` of an instant on the clock of `zone`. */
export function localClock(instant: EpochSeconds, zone: string): { weekday: number; time: string } {
  const local = instant + zoneOffset(instant, zone);
  const minutes = Math.floor((local - Math.floor(local / day) * day) / 60);
  // 1970-01-01 was a Thursday.
  const weekday = ((Math.floor(local / day) + 3) % 7) + 1;
  return { weekday, time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}

/** The facts of a situation at an instant, for `holds` and `explain`. */
export function readActionFacts(situation: ActionSituation, now: EpochSeconds): ReadFact {
  return (fact) => {
    const known = knownFact(fact as ActionFactName, situation, now);
    if (known !== unknown) return known;
    const [group, purpose = '', code] = fact.split('.');
    if (group === 'customer' && purpose === 'field' && code !== undefined)
      return own(situation.customer.fields, code);
    if (group !== 'form') return undefined;
    const answers = own(situation.forms, purpose);
    return code === undefined ? answers && true : answers && own(answers, code);
  };
}

const unknown = Symbol('none of the facts that every unit has');

function knownFact(
  fact: ActionFactName,
  { visit, customer, language, uses, zone }: ActionSituation,
  now: EpochSeconds,
): FactValue | typeof unknown {
  switch (fact) {
    case 'status':
      return visit?.status;
    case 'planned':
      return visit && visit.promiseStart !== null;
    case 'confirmed':
      return visit?.confirmed;
    case 'until-start':
      return between(now, visit?.promiseStart);
    case 'since-created':
      return between(visit?.createdAt, now);
    case 'since-closed':
      return between(visit?.closedAt, now);
    case 'weekday':
      return localClock(now, zone).weekday;
    case 'time':
      return localClock(now, zone).time;
    case 'result':
      return visit?.result;
    case 'uses':
      return uses;
    case 'customer.category':
      return customer.categoryId;
    case 'customer.tags':
      return customer.tags;
    case 'customer.kind':
      return customer.kind;
    case 'customer.status':
      return customer.status;
    case 'access.language':
      return language;
    default:
      fact satisfies never;
      return unknown;
  }
}

function between(from: EpochSeconds | null | undefined, to: EpochSeconds | null | undefined): FactValue {
  return from === null || from === undefined || to === null || to === undefined ? null : to - from;
}

/** What a map from outside has of its own: `constructor` is no field. */
function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
