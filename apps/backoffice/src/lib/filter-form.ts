/** While somebody types, the list follows at this distance, in milliseconds. */
const pauseInTyping = 300;

/**
 * A form whose filled fields are the query of a list's address.
 * @param open goes to the list with this query, without `?`.
 * @returns `apply` for a choice that is made, `applySoon` for a letter that is typed. `follows(text)` is attached to a field
 *   in which people type: it shows what the list was asked for, unless more was typed since; `value` would empty it of that.
 */
export function filterForm(form: () => HTMLFormElement, open: (query: string) => Promise<void>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let followed: string | undefined;

  function apply(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const filled = [...new FormData(form())].flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    );
    return open(new URLSearchParams(filled).toString());
  }

  function applySoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void apply(), pauseInTyping);
  }

  function follows(text: string) {
    return (input: HTMLInputElement): void => {
      if (text === followed) return;
      followed = text;
      const typing = timer !== undefined && input === document.activeElement;
      // The list is asked without the space after a word, but the next word is to come after it.
      if (!typing && input.value.trim() !== text) input.value = text;
    };
  }

  return { apply, applySoon, follows };
}
