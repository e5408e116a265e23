// Find the best time, put the visit into the day, and check the day by the second, independent opinion.
import {
  checkDay,
  estimate,
  findSlots,
  newViolations,
  placeVisit,
  timeDay,
  travelLookup,
} from '@itinera/planner';
import type { SlotQuery, WorkDay } from '@itinera/planner';

const at = (time: string) => Date.parse(`2026-06-01T${time}+02:00`) / 1000;
const clock = (instant: number) =>
  new Date(instant * 1000).toLocaleTimeString('en-GB', { timeZone: 'Europe/Vaduz', timeStyle: 'short' });
const vaduz = { lon: 9.521, lat: 47.141 };
const balzers = { lon: 9.504, lat: 47.069 };
const ruggell = { lon: 9.527, lat: 47.238 };

// Anna works with a lunch break, and is promised in Balzers between nine and ten.
const day: WorkDay = {
  date: '2026-06-01',
  start: vaduz,
  end: vaduz,
  working: [
    { start: at('08:00'), end: at('12:00') },
    { start: at('13:00'), end: at('17:00') },
  ],
  visits: [{ id: 'boiler', place: balzers, duration: 3600, earliest: at('09:00'), latest: at('10:00') }],
};
const query: SlotQuery = {
  technicians: [{ id: 'anna', skills: {}, days: [day] }],
  request: { place: ruggell, duration: 2700, windows: [{ start: at('08:00'), end: at('17:00') }] },
  grid: { zone: 'Europe/Vaduz', step: 3600, width: 7200, slack: 900 },
  now: at('06:00'),
};
const travel = estimate({ constant: 120, secondsPerMetre: 0.08 });

const { offers } = await findSlots(query, travel);
const best = offers[0];
if (!best) throw new Error('Anna has no time');
console.log(`${clock(best.window.start)} to ${clock(best.window.end)}: ${best.travel.detour} s more driving`);

const booked = placeVisit(query, best, 'heat pump');
const stops = [vaduz, balzers, ruggell];
const table = travelLookup({ from: stops, to: stops, table: await travel.table(stops, stops) });
console.log('new problems:', newViolations(checkDay(day, table), checkDay(booked, table)).length);

for (const stop of (await timeDay(booked, travel)).stops) {
  console.log(`${clock(stop.arrival)} arrives, ${clock(stop.start)} to ${clock(stop.end)} ${stop.visitId}`);
}
