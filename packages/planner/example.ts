import { estimate, findSlots } from '@itinera/planner';

const at = (time: string) => Date.parse(`2026-06-01T${time}+02:00`) / 1000;
const vaduz = { lon: 9.521, lat: 47.141 };
const nineToFive = [{ start: at('09:00'), end: at('17:00') }];
const day = { date: '2026-06-01', start: vaduz, end: vaduz, working: nineToFive, visits: [] };
const technicians = [{ id: 'anna', skills: { boiler: 2 }, days: [day] }];
const ruggell = { lon: 9.527, lat: 47.238 };
const request = { place: ruggell, duration: 3600, skills: { boiler: 1 }, windows: nineToFive };
const grid = { zone: 'Europe/Vaduz', step: 3600, width: 7200 };
const travel = estimate({ constant: 120, secondsPerMetre: 0.08 });
const { windows } = await findSlots({ technicians, request, grid, now: at('06:00') }, travel);
for (const { start, best } of windows) console.log(new Date(start * 1000), best.grade, best.travel);
