import { performance } from 'node:perf_hooks';
import type { CoreConfig } from '@itinera/core';
import { setUp } from '@itinera/core/set-up';
import type { BenchRow } from '../../scripts/bench/table.ts';
import { accessScope, staffScope } from '../fixtures/scopes.ts';
import { makeSmallCompany, openTestCore } from '../fixtures/small-company.ts';
import { createDatabase, startPostgres } from '../helpers/postgres.ts';

const edits = 40;
const technicians = 20;
const hours = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];

/**
 * How long after an edit of a calendar the slots tell of it: all technicians get an absence on one day, the last of them
 * closes it; timed from the moment at which that edit is acknowledged to the customer's next answer, which has no window
 * of the day. Then they are taken away and the day is back. Fourteen days are searched.
 */
export async function benchCalendar(): Promise<BenchRow[]> {
  const sqlite = await benchEngine('SQLite');
  const server = await startPostgres({ durable: true });
  const { url } = await createDatabase(server.url);
  const postgres = await benchEngine('PostgreSQL', { engine: 'postgres', url });
  await server.stop();
  return [...sqlite, ...postgres];
}

async function benchEngine(name: string, store?: CoreConfig['store']): Promise<BenchRow[]> {
  const { core, close } = await openTestCore(store);
  try {
    const company = await makeSmallCompany(core);
    const { companyId, businessUnitId, customers, types } = company;
    const staff = staffScope(company, company.supervisor.staffUserId);
    const person = accessScope(company, customers.mario);
    const ids: string[] = Object.values(company.technicians);
    while (ids.length < technicians) {
      const n = ids.length;
      const { technicianId } = await setUp(core).technician({
        companyId,
        businessUnitIds: [businessUnitId],
        name: `Technician ${n}`,
        colour: '#336699',
        base: { label: 'Home', lon: 9.5 + n / 1000, lat: 47.1 + n / 500 },
        zone: 'Europe/Vaduz',
        weeklyHours: { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours },
      });
      ids.push(technicianId);
    }
    const request = { activityTypeId: types.service, addressId: customers.mario.addressIds[0]! };
    const isOffered = async (date: string): Promise<boolean> => {
      const { days } = await core.availability.find(person, { ...request, days: 14 });
      return days.some((day) => day.date === date && day.windows.length > 0);
    };
    const [edit, answer]: [number[], number[]] = [[], []];
    for (let n = 0; n < edits; n++) {
      const date = `2027-01-${12 + (n % 3)}`;
      if (!(await isOffered(date))) throw new Error(`${date} is not offered before the edit`);
      const made: { technicianId: string; absenceId: string }[] = [];
      const absence = { from: `${date}T00:00`, to: `${date}T23:59`, reason: 'bench', repeat: null };
      let committed = 0;
      for (const technicianId of ids) {
        const began = performance.now();
        const { absenceId } = await core.technicians.saveAbsence(staff, { ...absence, technicianId });
        committed = performance.now();
        edit.push(committed - began);
        made.push({ technicianId, absenceId });
      }
      if (await isOffered(date)) throw new Error(`${date} is still offered after the edit`);
      answer.push(performance.now() - committed);
      for (const one of made) await core.technicians.deleteAbsence(staff, one);
    }
    const note = `${technicians} technicians, 14 days`;
    return [
      row(`${name}, calendar edit`, edit, 'until it is acknowledged'),
      row(`${name}, slots without it`, answer, `after that; ${note}`),
    ];
  } finally {
    await close();
  }
}

function row(name: string, times: number[], note: string): BenchRow {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)]!;
  return { name, n: sorted.length, p50: at(0.5), p95: at(0.95), unit: 'ms', note };
}
