import { explainSlot, findSlots, refusedWindows, type RefusedWindow } from '@itinera/planner';
import { expect, test } from 'vitest';
import { seededRandom } from '../helpers/random.ts';
import { generateProblem } from './generate.ts';
import { travelOf } from './problem.ts';
import { caseCount, firstSeed, repeating } from './size.ts';

/** Of problems, in each of which a few windows are explained one by one. */
const cases = caseCount({ few: 120, many: 4000 });
const seed = firstSeed();
const ever = { start: 0, end: 4_102_444_800 };

/** Refused windows that explainSlot blames on something else, among a few of this problem. */
async function disagreements(
  ownSeed: number,
  told: (refused: RefusedWindow) => string,
): Promise<{ compared: number; wrong: string[] }> {
  const random = seededRandom(ownSeed);
  const problem = generateProblem(ownSeed);
  const query = { ...problem.query, result: 'all' as const };
  const { travel } = travelOf(problem);
  const { offers } = await findSlots(query, travel);
  const refused = await refusedWindows(query, travel, ever, offers);
  // Every technician has each window of the grid once, offered or refused.
  const asked = query.technicians.map(({ id }) => {
    const starts = [...offers.map((one) => ({ ...one, start: one.window.start })), ...refused]
      .filter(({ technicianId }) => technicianId === id)
      .map(({ start }) => start);
    expect(new Set(starts).size).toBe(starts.length);
    return starts.sort((a, b) => a - b);
  });
  for (const starts of asked) expect(starts).toEqual(asked[0]);
  const picked = refused.length <= 4 ? refused : Array.from({ length: 4 }, () => random.pick(refused));
  const wrong: string[] = [];
  for (const one of picked) {
    const explained = await explainSlot(query, travel, one.technicianId, one.start);
    const code = explained.offered ? 'offered' : explained.refusal.because.code;
    if (code !== told(one)) wrong.push(`seed ${ownSeed} ${one.technicianId} ${one.start}: ${code}`);
  }
  return { compared: picked.length, wrong };
}

async function compareAll(told: (refused: RefusedWindow) => string, count = cases) {
  const all = { compared: 0, wrong: [] as string[] };
  for (let number = 0; number < count; number += 1) {
    const { compared, wrong } = await disagreements(seed + number, told);
    all.compared += compared;
    all.wrong.push(...wrong);
  }
  return all;
}

test(
  `the refused windows of ${cases} problems are refused for what explainSlot blames (CAD-PL-06)`,
  { timeout: 60_000 + cases * 600 },
  async () => {
    console.log(`refused windows: ${repeating(seed, cases)}`);
    const { compared, wrong } = await compareAll(({ code }) => code);
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(cases);
  },
);

test('one that always blames the working time is found out (the control)', async () => {
  const { wrong } = await compareAll(() => 'working-time', 20);
  expect(wrong.length).toBeGreaterThan(0);
});
