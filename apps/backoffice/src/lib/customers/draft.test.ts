import type { CustomerFields } from '@itinera/core';
import { expect, test } from 'vitest';
import { draftOf, inputOf, newDraft, taxIdKindOf } from './draft.ts';

const fields: CustomerFields = {
  name: 'Hotel Sonne',
  status: 'active',
  kind: 'company',
  firstName: null,
  externalReference: 'ERP-1',
  email: 'office@hotel.example',
  phone: null,
  mobile: '+423660200111',
  website: null,
  language: 'it',
  notes: 'Ring twice',
  parentId: null,
  categoryId: 'c1',
  profileId: null,
  paymentMethodId: null,
  paymentTermId: null,
  responsibleId: null,
  taxIdKind: 'cnpj',
  taxId: '16727230000197',
  tags: ['Contract', 'VIP'],
  customFields: { floor: '3', door: 'left' },
  extra: [{ label: 'Key', value: 'at the bar' }],
};

test('CAD-CS-05 what was not touched is sent as it was', () => {
  expect(inputOf(draftOf(fields), fields)).toEqual(fields);
});

test('CAD-CS-03 a code or pair that was taken out goes; empty ones are none', () => {
  const draft = draftOf(fields);
  draft.customFields = [
    { label: 'floor', value: '4' },
    { label: ' ', value: '' },
  ];
  draft.extra = [{ label: '', value: ' ' }];
  draft.tags = ' VIP, , New ';
  expect(inputOf(draft, fields)).toMatchObject({
    customFields: { floor: '4', door: null },
    extra: [],
    tags: ['VIP', 'New'],
  });
  expect(fields.extra, 'the draft is a copy').toHaveLength(1);
});

test('AZT-09 AZT-11 a new one is nothing but a status; its tax number is recognised while it is typed', () => {
  const options = {
    presets: [],
    staff: [],
    tags: [],
    country: 'IT',
    language: 'it',
    newAccessesEnabled: true,
  } as const;
  const draft = newDraft({ ...options, presets: [], staff: [], tags: [] });
  expect(inputOf(draft, null)).toMatchObject({
    name: '',
    status: 'active',
    email: null,
    tags: [],
    language: 'it',
  });
  expect(taxIdKindOf({ taxId: '00743110157', taxIdKind: '' }, 'IT')).toBe('partita-iva');
  expect(taxIdKindOf({ taxId: '00743110157', taxIdKind: 'cpf' }, 'IT')).toBe('cpf');
});
