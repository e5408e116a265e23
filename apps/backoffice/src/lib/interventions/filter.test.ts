import { describe, expect, it } from 'vitest';
import { readFilter } from './filter.ts';

const read = (query: string) => readFilter(new URLSearchParams(query));

describe('the filter in an address', () => {
  it('is read back as it was written', () => {
    const query =
      'search=Muster&status=pending&planned=no&problem=not-closed&from=2026-03-01&to=2026-03-31&page=2';
    expect(read(query)).toEqual(Object.fromEntries(new URLSearchParams(query)));
  });

  it('leaves out what makes no sense, and what is not its own', () => {
    expect(
      read('search=+&status=lost&planned=maybe&problem=none&technician=7&from=soon&page=0&__proto__=x&x=1'),
    ).toEqual({});
  });
});
