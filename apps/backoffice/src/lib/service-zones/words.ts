import { m } from '#words';
import type { ServiceZoneView, ZoneOfAddress } from '@itinera/core';

/** In which zone, and why, in one line. */
export function zoneText({ name, by }: ZoneOfAddress): string {
  return m.zones_is({ name, by: whyText(by) });
}

function whyText(by: ZoneOfAddress['by']): string {
  switch (by) {
    case 'address':
      return m.zones_by_address();
    case 'customer':
      return m.zones_by_customer();
    case 'place':
      return m.zones_by_place();
  }
}

export function nameOfZone(zones: readonly ServiceZoneView[], id: string | null): string | undefined {
  return zones.find((zone) => zone.id === id)?.name;
}
