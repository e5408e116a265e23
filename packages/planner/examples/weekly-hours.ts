// Weekly hours to working time, over the night on which Paris puts its clocks forward.
import { resolveWorkDays } from '@itinera/planner/time';

const days = resolveWorkDays({
  zone: 'Europe/Paris',
  weekly: {
    1: [
      { from: '08:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ],
    6: [{ from: '22:00', to: '06:00' }],
  },
  exceptions: { '2026-04-06': [] }, // Easter Monday.
  absences: [{ start: Date.parse('2026-03-30T09:00Z') / 1000, end: Date.parse('2026-03-30T15:00Z') / 1000 }],
  from: '2026-03-28',
  to: '2026-04-06',
});
for (const { date, working } of days) {
  const hours = working.map(({ start, end }) => (end - start) / 3600);
  if (date !== '2026-04-05' && hours.length + Number(date === '2026-04-06') > 0) console.log(date, hours);
}
