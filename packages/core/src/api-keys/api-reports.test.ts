import { findIntervention, insertRows } from '@itinera/db';
import { insertFile } from '@itinera/db/files';
import { expect, onTestFinished, test } from 'vitest';
import { openBookingOffice, at } from '../../../../test/fixtures/booking-office.ts';
import { contextOf } from '../set-up/index.ts';
import { reportFiles } from './api-reports.ts';

test('an answer holds the newest five versions, and bytes of at most 10 MB in all', async () => {
  const office = await openBookingOffice();
  onTestFinished(() => office.close());
  const ctx = contextOf(office.core);
  const { businessUnitId } = office.company;
  const { interventionId } = await office.booked(office.mario, at(12, '09:00'));
  const mega = 1024 * 1024;
  // The sizes stand for the bytes, of which there are none here.
  const sizes = [1, 4, 20, 5, 3, 6].map((size) => size * mega);
  await ctx.db.write(async (tx) => {
    const visit = await findIntervention(tx, businessUnitId, interventionId);
    for (const [n, size] of sizes.entries()) {
      const fileId = ctx.ids.newId();
      await insertFile(tx, {
        ...{ id: fileId, businessUnitId, customerId: visit!.customerId, interventionId, name: `${n}.pdf` },
        ...{ type: 'application/pdf', hash: 'x', size, state: 'report', createdAt: 1 },
      });
      await insertRows(tx, 'report', [
        {
          ...{ id: ctx.ids.newId(), businessUnitId, interventionId, version: n + 1, fileId },
          ...{ workStepId: ctx.ids.newId(), language: 'it', madeAt: 1 },
        },
      ]);
    }
  });
  const files = await reportFiles(ctx.db.read, businessUnitId, interventionId);
  expect(files.map(({ version, content }) => [version, content === null])).toEqual([
    [6, false],
    [5, false],
    [4, true],
    [3, true],
    [2, true],
  ]);
});
