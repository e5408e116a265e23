import { beforeNavigate } from '$app/navigation';
import { m } from '#words';
import { onDestroy } from 'svelte';

/** What each form on the page says of itself: whether something in it is not saved. */
const forms = new Set<() => boolean>();
let agreed = false;

/** Asks before what is filled in and not saved is left behind. Called while a component is made. */
export function guardUnsaved(unsaved: () => boolean): void {
  forms.add(unsaved);
  onDestroy(() => forms.delete(unsaved));
  beforeNavigate((navigation) => {
    if (agreed || !unsaved()) return;
    // Closing the window: the browser asks in its own words.
    if (navigation.type === 'leave' || !confirm(m.settings_leave())) navigation.cancel();
  });
}

/**
 * Goes away from the page by other means than a link, when nothing is unsaved or that is agreed to; whoever stays keeps
 * everything as it is.
 * @returns whether it went.
 */
export async function leavePage(go: () => Promise<void>): Promise<boolean> {
  if ([...forms].some((unsaved) => unsaved()) && !confirm(m.settings_leave())) return false;
  agreed = true;
  try {
    await go();
    return true;
  } finally {
    agreed = false;
  }
}
