import { expect, test } from 'vitest';
import { exportFilter, readCustomerFilter, withRelationship } from './filter.ts';

test('an address gives the filter it means; what makes no sense is left out', () => {
  const query = new URLSearchParams({
    query: '  rossi ',
    relationship: 'lead',
    type: 'dog',
    category: 'x',
    with_inactive: 'true',
    sort_by: 'colour',
    page: '0',
    other: 'thing',
  });
  expect(readCustomerFilter(query)).toEqual({ query: 'rossi', relationship: 'lead', with_inactive: 'true' });
  expect(readCustomerFilter(new URLSearchParams({ query: 'x'.repeat(5000) })).query).toHaveLength(100);
  expect(readCustomerFilter(new URLSearchParams())).toEqual({});
});

test('AZT-07 another relationship keeps what else was asked, and begins at the first page', () => {
  const filter = { query: 'a b', type: 'company', relationship: 'lead', page: '3' } as const;
  expect(withRelationship(filter, 'active')).toBe('query=a+b&type=company&relationship=active');
  expect(withRelationship(filter, null)).toBe('query=a+b&type=company');
});

test('CAD-CS-02 a file holds whom the list shows: inactive ones only where it shows them', () => {
  expect(exportFilter({ query: 'rossi', type: 'company', sort_by: 'name', page: '3' })).toMatchObject({
    search: 'rossi',
    kind: 'company',
    withInactive: false,
  });
  expect(exportFilter({ with_inactive: 'true' }).withInactive).toBe(true);
  expect(exportFilter({ relationship: 'inactive' })).toMatchObject({
    relationship: 'inactive',
    withInactive: true,
  });
});
