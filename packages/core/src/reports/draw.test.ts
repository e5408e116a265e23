import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { photo } from '../../../../test/fixtures/uploads.ts';
import type { ReportContent } from './content.ts';
import { drawReport, newReport } from './draw.ts';

const content: ReportContent = {
  language: 'fr',
  title: 'Rapport',
  company: { name: 'Chaleur & Fils', contact: ['a@example.com'], colour: '#0b6e6e', logo: null },
  intro: 'Bonjour Zoé',
  facts: [{ label: 'Client', text: 'Zoé' }],
  ending: '',
  answers: [{ label: 'Photos', text: '', files: ['1', '2', '3'], kind: 'files' }],
};

async function hashOf(of: ReportContent): Promise<string> {
  const make = { version: 1, madeAt: 1_800_000_000, when: 'vendredi' };
  const picture = await photo();
  const doc = newReport(of, make);
  const bytes = buffer(doc);
  await drawReport(doc, of, make, {
    logo: picture,
    pictureOf: () => Promise.resolve(picture),
    nameOf: () => null,
    note: null,
  });
  return createHash('sha256')
    .update(await bytes)
    .digest('hex');
}

test('the same content makes the same bytes, so that a hash of them means something', async () => {
  const hash = await hashOf(content);
  expect(await hashOf(content)).toBe(hash);
  expect(await hashOf({ ...content, facts: [{ label: 'Client', text: 'Zoe' }] })).not.toBe(hash);
  expect(await hashOf({ ...content, intro: 'Bonjour' })).not.toBe(hash);
});
