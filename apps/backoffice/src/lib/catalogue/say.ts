import { getContext, setContext } from 'svelte';

const key = Symbol('what was just done to a type');

/** Makes what the pages of one type say appear where `say` puts it. */
export function listenTo(say: (text: string) => void): void {
  setContext(key, say);
}

/** How a page of a type says what was just done. Called while a component is made. */
export function sayer(): (text: string) => void {
  return getContext<(text: string) => void>(key);
}
