import { setTimeout as pause } from 'node:timers/promises';
import type { Core } from '@itinera/core';
import { expect, it } from 'vitest';
import { at, openBookingOffice } from '../../../test/fixtures/booking-office.ts';
import { startWorker } from './worker.ts';

/** The real core, with `ran` called after each round of jobs. */
function watched(core: Core, ran: (outcome: 'done' | 'failed') => void): Core {
  const runDue: Core['jobs']['runDue'] = async (owner, due) => {
    try {
      const count = await core.jobs.runDue(owner, due);
      ran('done');
      return count;
    } catch (error) {
      ran('failed');
      throw error;
    }
  };
  return { ...core, jobs: { runDue } };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(10);
}

it('sends what is due, and stops between two jobs', async () => {
  const office = await openBookingOffice();
  await office.planned('mario', office.company.technicians.anna, at(12, '10:00'));
  expect(office.mailer.sent).toEqual([]);
  const worker = startWorker({ core: office.core, owner: 'test' });
  await until(() => office.mailer.sent.length > 0);
  await worker.stop();
  expect(office.mailer.sent.map((mail) => mail.to)).toContain('mario@example.com');
  await office.planned('mario', office.company.technicians.anna, at(13, '10:00'));
  const before = office.mailer.sent.length;
  await pause(700);
  expect(office.mailer.sent.length).toBe(before);
  await office.close();
});

it('goes on after the store failed, ever more slowly, and still stops at once', async () => {
  const office = await openBookingOffice();
  const outcomes: string[] = [];
  await office.close();
  const worker = startWorker({
    core: watched(office.core, (outcome) => outcomes.push(outcome)),
    owner: 'test',
  });
  await until(() => outcomes.length >= 2);
  expect(new Set(outcomes)).toEqual(new Set(['failed']));
  await worker.stop();
  const after = outcomes.length;
  await pause(50);
  expect(outcomes.length).toBe(after);
});
