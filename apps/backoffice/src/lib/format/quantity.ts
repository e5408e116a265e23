import type { Metres, Seconds } from '@itinera/core/shared';
import { localeTag } from './time.ts';

/** `7 min`, `1 h 05 min`, `-2 min`: whole minutes, rounded to the nearest. */
export function duration(seconds: Seconds): string {
  const sign = seconds < -29 ? '−' : '';
  const minutes = Math.round(Math.abs(seconds) / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${sign}${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${sign}${hours} h` : `${sign}${hours} h ${String(rest).padStart(2, '0')} min`;
}

/** `+7 min`, `−2 min`, `±0 min`. */
export function signedDuration(seconds: Seconds): string {
  const text = duration(seconds);
  if (text === '0 min') return '±0 min';
  return text.startsWith('−') ? text : `+${text}`;
}

/** `850 m`, `12.3 km`. */
export function distance(metres: Metres): string {
  const kilometres = metres >= 1000;
  const value = kilometres ? metres / 1000 : metres;
  return new Intl.NumberFormat(localeTag(), {
    style: 'unit',
    unit: kilometres ? 'kilometer' : 'meter',
    unitDisplay: 'short',
    maximumFractionDigits: kilometres && value < 100 ? 1 : 0,
  }).format(value);
}

/** A plain number in the language of the page. */
export function count(value: number): string {
  return new Intl.NumberFormat(localeTag()).format(value);
}
