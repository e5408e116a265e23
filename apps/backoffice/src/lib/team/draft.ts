import type { TechnicianProfile } from '@itinera/core';

/** A place as it is typed. */
export interface PlaceDraft {
  label: string;
  lon: string;
  lat: string;
}

/** A profile as its form holds it: everything typed is text. */
export interface ProfileDraft extends Pick<
  TechnicianProfile,
  'name' | 'colour' | 'active' | 'zone' | 'commute'
> {
  phone: string;
  email: string;
  comment: string;
  staffUserId: string;
  businessUnitIds: string[];
  base: PlaceDraft;
  laterBases: (PlaceDraft & { from: string })[];
  maxDistanceKm: string;
  /** One corner in each line: latitude, longitude. */
  area: string;
  visits: string;
  workHours: string;
  travelHours: string;
  /** Skill code -> level; '' where they have it not. */
  skills: Record<string, string>;
}

/** A draft that its form may change. */
export function draftOf(profile: TechnicianProfile, codes: readonly string[]): ProfileDraft {
  const { limits, skills, base, laterBases, maxDistanceKm, area } = profile;
  const hours = (seconds: number | undefined) => (seconds === undefined ? '' : String(seconds / 3600));
  return {
    ...structuredClone(profile),
    phone: profile.phone ?? '',
    email: profile.email ?? '',
    comment: profile.comment ?? '',
    staffUserId: profile.staffUserId ?? '',
    base: placeDraft(base),
    laterBases: laterBases.map((later) => ({ from: later.from, ...placeDraft(later) })),
    maxDistanceKm: maxDistanceKm === null ? '' : String(maxDistanceKm),
    area: areaText(area ?? []),
    visits: limits?.visits === undefined ? '' : String(limits.visits),
    workHours: hours(limits?.work),
    travelHours: hours(limits?.travel),
    skills: Object.fromEntries(codes.map((code) => [code, skills[code] ? String(skills[code]) : ''])),
  };
}

/** What is sent for a draft; what is no number is sent as none, and refused by its field. `kept`: what the form does not show. */
export function profileOf(draft: ProfileDraft, kept: TechnicianProfile['limits'] = null): TechnicianProfile {
  const { visits, workHours, travelHours, skills, area } = draft;
  const seconds = (hours: string) => Math.round(Number(decimal(hours)) * 3600);
  const limits = {
    ...(kept?.total === undefined ? {} : { total: kept.total }),
    ...(visits.trim() && { visits: Number(visits) }),
    ...(workHours.trim() && { work: seconds(workHours) }),
    ...(travelHours.trim() && { travel: seconds(travelHours) }),
  };
  const corners = cornersOf(area);
  return {
    name: draft.name,
    phone: draft.phone.trim() || null,
    email: draft.email.trim() || null,
    comment: draft.comment.trim() || null,
    colour: draft.colour,
    active: draft.active,
    staffUserId: draft.staffUserId || null,
    businessUnitIds: [...draft.businessUnitIds].sort(),
    base: placeOf(draft.base),
    laterBases: draft.laterBases.map((later) => ({ from: later.from, ...placeOf(later) })),
    zone: draft.zone.trim(),
    commute: draft.commute,
    maxDistanceKm: draft.maxDistanceKm.trim() ? Number(decimal(draft.maxDistanceKm)) : null,
    area: corners.length > 0 ? corners : null,
    limits: Object.keys(limits).length > 0 ? limits : null,
    skills: Object.fromEntries(
      Object.entries(skills).flatMap(([code, level]) => (level === '' ? [] : [[code, Number(level)]])),
    ),
  };
}

/** The corners typed so far; a line that is no place has a NaN in it. */
export function cornersOf(text: string): [lon: number, lat: number][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [lat = '', lon = '', ...more] = line.trim().split(/[\s,;]+/);
    return more.length > 0 || lon === '' ? [NaN, NaN] : [Number(lon), Number(lat)];
  });
}

export function areaText(corners: readonly [lon: number, lat: number][]): string {
  return corners.map(([lon, lat]) => `${round(lat)}, ${round(lon)}`).join('\n');
}

export function withCorner(text: string, { lon, lat }: { lon: number; lat: number }): string {
  return areaText([...cornersOf(text), [lon, lat]]);
}

export function withoutLastCorner(text: string): string {
  return areaText(cornersOf(text).slice(0, -1));
}

export function isPlace(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

/** Six decimals are a hand's breadth. */
export function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** A place in a form: what is no number yet is empty. */
export function placeDraft({ label, lon, lat }: { label: string; lon: number; lat: number }): PlaceDraft {
  const text = (degrees: number) => (Number.isNaN(degrees) ? '' : String(degrees));
  return { label, lon: text(lon), lat: text(lat) };
}

/** An empty coordinate is none, not 0. */
export function placeOf({ label, lon, lat }: PlaceDraft): { label: string; lon: number; lat: number } {
  const number = (text: string) => (text.trim() === '' ? NaN : Number(decimal(text)));
  return { label, lon: number(lon), lat: number(lat) };
}

/** People write a comma too. */
function decimal(text: string): string {
  return text.trim().replace(',', '.');
}
