// Road times from OSRM, kept, with estimates where the server has none: what an installation uses.
import { cached, calibrate, estimate, osrm, withFallback } from '@itinera/planner/travel';
import type { StoredTravel, TravelStore } from '@itinera/planner/travel';

const vaduz = { lon: 9.521, lat: 47.141 };
const balzers = { lon: 9.504, lat: 47.069 };
const ruggell = { lon: 9.527, lat: 47.238 };

/** Road times are kept in memory here; in a database elsewhere. */
function memory(): TravelStore {
  const kept = new Map<string, StoredTravel>();
  return {
    getMany: async (keys) => keys.flatMap((key) => kept.get(key) ?? []),
    putMany: async (entries) => entries.forEach((entry) => kept.set(entry.key, entry)),
  };
}

/** Stands in for osrm-routed: it knows the way to Balzers once, and is then switched off. */
let on = true;
const server: typeof fetch = async () => {
  if (!on) throw new Error('switched off');
  const point = ({ lon, lat }: typeof vaduz) => ({ location: [lon, lat], distance: 8, hint: `${lon}` });
  return Response.json({
    code: 'Ok',
    durations: [[742.3]],
    sources: [point(vaduz)],
    destinations: [point(balzers)],
  });
};

// Two road times that are known give the straight line its speed.
const fit = calibrate([
  { from: vaduz, to: balzers, seconds: 743 },
  { from: balzers, to: ruggell, seconds: 1600 },
]);
const road = osrm({ url: 'http://127.0.0.1:5000', fetch: server });
const travel = withFallback(cached(road, memory()), estimate(fit));

const first = await travel.table([vaduz], [balzers]);
console.log('road:', [...first.seconds], first.estimated);
on = false;
const second = await travel.table([vaduz], [balzers, ruggell]);
console.log('kept, and estimated:', [...second.seconds], [...(second.estimated ?? [])]);
