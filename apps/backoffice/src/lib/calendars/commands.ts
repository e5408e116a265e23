import type { InferRequestType } from 'hono/client';
import { call, unitApi } from '../api/client.ts';

const calendars = unitApi.technicians[':technicianId'].calendars;
const feed = unitApi.technicians[':technicianId'].feed;

/** Whose calendars, in which unit. */
export interface Whose {
  businessUnitId: string;
  technicianId: string;
}

export type NewCalendar = InferRequestType<typeof calendars.$post>['json'];
export type CalendarEdit = InferRequestType<(typeof calendars)[':calendarId']['$put']>['json'];

export function addCalendar(whose: Whose, json: NewCalendar) {
  return call(calendars.$post({ param: { ...whose }, json }));
}

export function editCalendar(whose: Whose, calendarId: string, json: CalendarEdit) {
  return call(calendars[':calendarId'].$put({ param: { ...whose, calendarId }, json }));
}

export function removeCalendar(whose: Whose, calendarId: string) {
  return call(calendars[':calendarId'].$delete({ param: { ...whose, calendarId } }));
}

export function readCalendar(whose: Whose, calendarId: string) {
  return call(calendars[':calendarId'].read.$post({ param: { ...whose, calendarId } }));
}

/** The address whole, this once. */
export function makeFeed(whose: Whose) {
  return call(feed.$post({ param: { ...whose } }));
}

export function revokeFeed(whose: Whose) {
  return call(feed.$delete({ param: { ...whose } }));
}

/** Where somebody signs in to let us read the calendar of an account. */
export function startGrant(whose: Whose, provider: 'google' | 'microsoft') {
  return call(calendars.grants.$post({ param: { ...whose }, json: { provider } }));
}

export function finishGrant(businessUnitId: string, json: { state: string; code: string }) {
  return call(unitApi['calendar-grants'].$post({ param: { businessUnitId }, json }));
}
