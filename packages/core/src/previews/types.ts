import type { Language } from '../shared/languages.ts';
import type { PortalSession } from '../sign-in/types.ts';

/** Why a person finds the portal closed; the first that holds, outermost first. */
export type PreviewClosed = 'portal-off' | 'access-off' | 'customers-inactive' | 'no-channel';

/** `open`: the address works once, within a minute. `closed`: there is nothing to see, because the customer sees nothing. */
export type PreviewGranted = { kind: 'open'; url: string } | { kind: 'closed'; why: PreviewClosed };

/** What the page that opens a preview shows; whose portal it is. */
export interface PreviewView {
  personName: string;
  /** The business unit, as its customers know it. */
  company: string;
}

/** `over`: unknown, used, too late, or whoever asked for it may no longer. */
export type PreviewOpened = { kind: 'opened'; previewToken: string } | { kind: 'over' };

/** The portal as one person sees it; nothing can be changed in it. */
export interface Preview {
  personName: string;
  /** Of the staff user who looks. */
  readerLanguage: Language;
  /** As the person's own session would be. */
  seen:
    | { kind: 'open'; session: Extract<PortalSession, { kind: 'signed-in' }> }
    | { kind: 'closed'; why: PreviewClosed };
}
