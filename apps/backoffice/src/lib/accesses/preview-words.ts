import { m } from '#words';
import type { PreviewClosed } from '@itinera/core';

/** Why a person finds the portal closed. */
export function previewClosedText(why: PreviewClosed): string {
  switch (why) {
    case 'portal-off':
      return m.preview_closed_portal();
    case 'access-off':
      return m.preview_closed_access();
    case 'customers-inactive':
      return m.preview_closed_customers();
    case 'no-channel':
      return m.preview_closed_channel();
  }
}
