import { explainSlot } from '@itinera/planner';
import type { Relaxation, SlotExplanation, WorkDay } from '@itinera/planner';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './day-faults.ts';
import { routeOf } from './day-simulation.ts';
import { explanationFaults } from './explanation-faults.ts';
import type { Asked, Explain } from './explanation-faults.ts';
import { generateProblem } from './generate.ts';
import { windowsOf } from './naive-search.ts';
import { travelOf } from './problem.ts';
import type { Problem } from './problem.ts';
import { seededRandom } from '../helpers/random.ts';
import { caseCount, firstSeed, repeating } from './size.ts';

/** Of slots, each of which costs the oracle hundreds of searches. */
const cases = caseCount({ few: 1000, many: 20_000 });
const seed = firstSeed();

/** A window of the problem's grid and a technician, mostly one that could come then if the day allowed it. */
function askedOf(ownSeed: number): Asked | undefined {
  const random = seededRandom(ownSeed);
  const problem = generateProblem(ownSeed);
  const { unit } = problem;
  if (random.chance(0.7)) {
    const { skills: _, technicians: __, ...request } = problem.query.request;
    const { notice: ___, ...query } = problem.query;
    const technicians = query.technicians.map(({ area: ____, maxDistance: _____, ...of }) => of);
    problem.query = { ...query, technicians, request };
  }
  const { query } = problem;
  const technician = random.pick(query.technicians);
  const wider = query.request.windows.map((window) => ({
    start: window.start - 40 * unit,
    end: window.end + 40 * unit,
  }));
  const windows = random.chance(0.9) ? query.request.windows : wider;
  const starts = windowsOf({ ...query, request: { ...query.request, windows } }, -Infinity);
  const within = starts.filter(
    (start) =>
      start >= query.now &&
      technician.days.some(({ working }) =>
        working.some((shift) => shift.start <= start && start < shift.end),
      ),
  );
  const from = random.chance(0.85) ? within : starts;
  if (from.length === 0) return undefined;
  return { problem, technician, start: random.pick(from), furthest: unit * random.int(1, 8) };
}

test(`explainSlot agrees with the oracle on ${cases} slots`, { timeout: 60_000 + cases * 600 }, async () => {
  console.log(`explain: ${repeating(seed, cases)}`);
  const met: Record<string, number> = {};
  for (let number = 0; number < cases; number += 1) {
    const asked = askedOf(seed + number);
    if (!asked) continue;
    const told = await remember(explainSlot, asked);
    for (const word of told.words) met[word] = (met[word] ?? 0) + 1;
    const faults = await explanationFaults(asked, told.again);
    if (faults.length === 0) continue;
    throw new Error(
      `${repeating(seed + number, 1)} repeats this:\n${faults.join('\n')}\n${JSON.stringify(asked)}`,
    );
  }
  console.log(`explain: met ${JSON.stringify(met)}`);
  const often = [
    'offered',
    'on broken days',
    'none',
    'arrival',
    'promise',
    'working-time',
    'by working-time',
  ];
  const seldom = ['way-back', 'slack', 'by notice', 'by open', 'by promise', 'by skills', 'by total-limit'];
  if (cases >= 500) expect(often.filter((word) => !met[word])).toEqual([]);
  if (cases >= 5000) expect(seldom.filter((word) => !met[word])).toEqual([]);
});

function isBroken(problem: Problem, day: WorkDay): boolean {
  if (day.working.length === 0) return false;
  return faultsOf(routeOf(problem, day, problem.query.request.replaces ?? [])).length > 0;
}

/** One answer, with what it was about, to be judged without asking twice. */
async function remember(explain: Explain, { problem, technician, start, furthest }: Asked) {
  const { travel } = travelOf(problem);
  const told = await explain(problem.query, travel, technician.id, start, { furthest });
  const words = told.offered
    ? ['offered']
    : [told.refusal.because.code, told.refusal.relaxation ? `by ${told.refusal.relaxation.kind}` : 'none'];
  if (technician.days.some((day) => isBroken(problem, day))) words.push('on broken days');
  return { words, text: JSON.stringify(told), again: (() => Promise.resolve(told)) as Explain };
}

describe('an explanation that is spoilt is noticed', () => {
  const spoil = (change: (told: SlotExplanation) => SlotExplanation): Explain => {
    return async (...asked) => change(await explainSlot(...asked));
  };
  const relaxing = (change: (relaxation: Relaxation) => Relaxation | null): Explain =>
    spoil((told) => {
      if (told.offered || !told.refusal.relaxation) return told;
      return { offered: false, refusal: { ...told.refusal, relaxation: change(told.refusal.relaxation) } };
    });
  const by = (more: number): Explain =>
    relaxing((relaxation) =>
      'by' in relaxation ? { ...relaxation, by: Math.max(1, relaxation.by + more) } : relaxation,
    );
  const faults: Record<string, Explain> = {
    'relaxes by one too much': by(1),
    'relaxes by one too little': by(-1),
    'says that nothing helps': relaxing(() => null),
    'does not try promises': relaxing((relaxation) => (relaxation.kind === 'promise' ? null : relaxation)),
    'does not try working hours': relaxing((relaxation) =>
      relaxation.kind === 'working-time' ? null : relaxation,
    ),
    'always blames the skills': spoil((told) =>
      told.offered
        ? told
        : {
            offered: false,
            refusal: { ...told.refusal, because: { code: 'skills', skill: 'gas', level: 0, needed: 1 } },
          },
    ),
    'refuses what is offered': spoil(() => ({
      offered: false,
      refusal: { date: null, because: { code: 'no-road' }, relaxation: null },
    })),
    'plans a second later': spoil((told) =>
      told.offered
        ? { offered: true, offer: { ...told.offer, plannedStart: told.offer.plannedStart + 1 } }
        : told,
    ),
  };
  const slots = Array.from({ length: 500 }, (_, own) => askedOf(own)).filter((asked) => asked !== undefined);

  test.for(Object.entries(faults))('that %s', { timeout: 120_000 }, async ([, explain]) => {
    for (const asked of slots) {
      const spoilt = await remember(explain, asked);
      // What the fault does not touch says nothing of whether it is noticed.
      if (spoilt.text === (await remember(explainSlot, asked)).text) continue;
      if ((await explanationFaults(asked, spoilt.again)).length > 0) return;
    }
    throw new Error('Nobody noticed');
  });
});
