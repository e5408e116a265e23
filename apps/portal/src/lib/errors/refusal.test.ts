import { ItineraError } from '@itinera/core/shared';
import { describe, expect, it } from 'vitest';
import { refusalIn, statusOf } from './refusal.ts';

describe('a refusal of the core', () => {
  it('is read from the error, whichever copy of the class made it', () => {
    const own = new ItineraError('too-many', 'wait', {
      field: 'identifier',
      details: { retryAt: 1_772_000_000 },
    });
    class Copy extends Error {
      override readonly name = 'ItineraError';
      readonly code = 'not-allowed';
      readonly reason = 'too-late';
    }
    expect(refusalIn(own)).toEqual({
      code: 'too-many',
      field: 'identifier',
      reason: undefined,
      retryAt: 1_772_000_000,
      interventionId: undefined,
    });
    expect(refusalIn(new Copy())).toMatchObject({
      code: 'not-allowed',
      reason: 'too-late',
      retryAt: undefined,
    });
  });

  it('is nothing else', () => {
    const foreign = Object.assign(new Error('x'), { code: 'not-found' });
    const unknown = Object.assign(new Error('x'), { name: 'ItineraError', code: 'toString' });
    for (const error of [foreign, unknown, null, undefined, 'x', { name: 'ItineraError', code: 'gone' }]) {
      expect(refusalIn(error)).toBeNull();
    }
  });

  it('has one status each', () => {
    expect(statusOf('not-found')).toBe(404);
    expect(statusOf('unavailable')).toBe(503);
    expect(statusOf('invalid')).toBe(422);
  });
});
