import { m } from '#words';
import type { AddressRecord, PlaceWarning } from '@itinera/core';
import { countriesIn } from '@itinera/core/shared';
import { language } from '../language.svelte.ts';

/** Why an address has no place, and what to do. */
export function becauseText(because: AddressRecord['notLocatedBecause']): string {
  switch (because) {
    case 'no-match':
      return m.address_because_no_match();
    case 'unavailable':
      return m.address_because_unavailable();
    case 'no-geocoder':
      return m.address_because_no_geocoder();
    case 'waiting':
      return m.address_because_waiting();
    case null:
      return '';
  }
}

/** What is odd about a place. */
export function warningText(warning: PlaceWarning): string {
  switch (warning) {
    case 'exchanged':
      return m.address_warn_exchanged();
    case 'nothing-near':
      return m.address_warn_nothing_near();
    case 'other-country':
      return m.address_warn_other_country();
    case 'far-from-town':
      return m.address_warn_far_from_town();
    case 'far-from-technicians':
      return m.address_warn_far_from_technicians();
    case 'no-road':
      return m.address_warn_no_road();
  }
}

/** What staff call an address. */
export function addressName({ label, line1 }: Pick<AddressRecord, 'label' | 'line1'>): string {
  return label || line1;
}

/** One line as on an envelope. */
export function addressLine(address: Pick<AddressRecord, 'line1' | 'line2' | 'postalCode' | 'city'>): string {
  const { line1, line2, postalCode, city } = address;
  return [line1, line2, `${postalCode} ${city}`.trim()].filter((part) => part !== '').join(', ');
}

/** Every country there is, by name in the language of the page. */
export function countries(): { code: string; name: string }[] {
  return countriesIn(language.current);
}
