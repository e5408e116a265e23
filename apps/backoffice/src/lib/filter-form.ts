/** While somebody types, the list follows at this distance, in milliseconds. */
const pauseInTyping = 300;

/**
 * A form whose filled fields are the query of a list's address.
 * @param open goes to the list with this query, without `?`.
 * @returns `apply` for a choice that is made, `applySoon` for a letter that is typed.
 */
export function filterForm(form: () => HTMLFormElement, open: (query: string) => Promise<void>) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function apply(): Promise<void> {
    clearTimeout(timer);
    const filled = [...new FormData(form())].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    );
    return open(new URLSearchParams(filled).toString());
  }

  function applySoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void apply(), pauseInTyping);
  }

  return { apply, applySoon };
}
