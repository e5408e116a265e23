import { describe, expect, it } from 'vitest';
import { readFilter } from './filter.ts';

const read = (query: string) => readFilter(new URLSearchParams(query));

describe('the filter in an address', () => {
  it('is read back as it was written', () => {
    const query =
      'search=Muster&planned=no&appointment=yes&start=no&problem=not-closed&from=2026-03-01&to=2026-03-31' +
      '&updated_from=2026-03-02&updated_to=2026-03-03&sort=updated&page=2';
    expect(read(query)).toEqual(Object.fromEntries(new URLSearchParams(query)));
  });

  it('CAD-IM-04 holds several statuses and types', () => {
    const type = '01890000-0000-7000-8000-000000000000';
    expect(read(`status=pending&status=lost&status=canceled&status=pending&type=${type}&type=7`)).toEqual({
      status: ['pending', 'canceled'],
      type: [type],
    });
  });

  it('leaves out what makes no sense, and what is not its own', () => {
    expect(
      read('search=+&status=lost&planned=maybe&problem=none&technician=7&from=soon&page=0&__proto__=x&x=1'),
    ).toEqual({});
  });
});
