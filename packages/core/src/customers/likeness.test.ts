import { expect, test } from 'vitest';
import { likenesses } from './likeness.ts';

const key = (customerId: string, kind: 'email' | 'phone' | 'tax-id', value: string) => ({
  customerId,
  kind,
  value,
});

test('a pair is found once, with all that is alike, the likeliest first', () => {
  const shared = [
    key('b', 'email', 'x@y'),
    key('a', 'email', 'x@y'),
    key('a', 'phone', '1'),
    key('b', 'phone', '1'),
    key('c', 'tax-id', '7'),
    key('a', 'tax-id', '7'),
    key('d', 'phone', '2'),
  ];
  expect(likenesses(shared)).toEqual([
    { firstId: 'a', secondId: 'b', reasons: ['email', 'phone'], score: 80 },
    { firstId: 'a', secondId: 'c', reasons: ['tax-id'], score: 70 },
  ]);
  expect(likenesses([...shared].reverse())).toEqual(likenesses(shared));
});

test('of three that share one thing there are three pairs; nobody is a pair with themselves', () => {
  const shared = ['c', 'a', 'b', 'a'].map((id) => key(id, 'phone', '1'));
  expect(likenesses(shared).map(({ firstId, secondId }) => firstId + secondId)).toEqual(['ab', 'ac', 'bc']);
});
