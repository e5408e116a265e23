import { m } from '#paraglide/messages.js';
import type { PreviewClosed } from '@itinera/core';

/** Why the person whose portal is looked at finds it closed. With the portal off not even this page is there. */
export function previewClosedText(why: PreviewClosed): string {
  switch (why) {
    case 'customers-inactive':
      return m.preview_closed_customers();
    case 'no-channel':
      return m.preview_closed_channel();
    case 'access-off':
    case 'portal-off':
      return m.preview_closed_access();
  }
}
