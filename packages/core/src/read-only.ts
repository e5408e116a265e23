import type { Core } from './core.ts';
import type { AccessScope } from './scopes.ts';
import { ItineraError } from './shared/errors.ts';

/** The names `group.useCase` of everything in `Core` that takes the scope of a signed-in person of the portal. */
export type PersonUseCase = {
  [Group in Exclude<keyof Core, 'clock' | 'logger' | 'ready' | 'close'>]: {
    [Name in keyof Core[Group] & string]: Core[Group][Name] extends (...args: infer Args) => unknown
      ? Args extends [infer First, ...unknown[]]
        ? AccessScope extends First
          ? `${Group}.${Name}`
          : never
        : never
      : never;
  }[keyof Core[Group] & string];
}[Exclude<keyof Core, 'clock' | 'logger' | 'ready' | 'close'>];

/** What each of them does. One that is missing here does not compile. */
export const personUseCases: Readonly<Record<PersonUseCase, 'reads' | 'changes'>> = {
  'customers.addressesForAccess': 'reads',
  'catalogue.bookable': 'reads',
  'interventions.home': 'reads',
  'interventions.forAccess': 'reads',
  'availability.find': 'reads',
  'bookings.heldSlot': 'reads',
  'bookings.hold': 'changes',
  'bookings.extendHold': 'changes',
  'bookings.releaseHold': 'changes',
  'bookings.confirm': 'changes',
  'bookings.cancel': 'changes',
};

type Scoped = (scope: { readOnly?: unknown }, ...rest: unknown[]) => Promise<unknown>;

/**
 * Makes every use case that changes something refuse the scope of a preview, whatever the portal let through: it rejects
 * with ItineraError `not-allowed`, reason `preview`.
 */
export function guardPreviews(core: Core): void {
  const groups = core as unknown as Record<string, Record<string, Scoped>>;
  for (const [useCase, does] of Object.entries(personUseCases)) {
    const [group = '', name = ''] = useCase.split('.');
    const unguarded = groups[group]?.[name];
    if (!unguarded) throw new TypeError(`${useCase} is no use case`);
    if (does === 'reads') continue;
    groups[group]![name] = async (scope, ...rest) => {
      if (scope.readOnly === true)
        throw new ItineraError('not-allowed', `${useCase} changes something: this is a preview`, {
          reason: 'preview',
        });
      return unguarded(scope, ...rest);
    };
  }
}
