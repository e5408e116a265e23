/** What stands where a name or a street was; it is the same in every language. */
export const erasedWord = '—';
