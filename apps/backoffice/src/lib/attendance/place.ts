import type { ClockedPlace } from '@itinera/core';

/** How long a phone may look for satellites, in milliseconds. */
const patience = 10_000;

/** Where this device is, if its owner lets us ask; null: refused, not to be had, or too slow. */
export function askPlace(): Promise<ClockedPlace | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        resolve({ lon: longitude, lat: latitude, accuracy: Math.min(1_000_000, accuracy) }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: patience, maximumAge: 60_000 },
    );
  });
}
