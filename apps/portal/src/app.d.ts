import type { AccessScope, Core, PortalSession, Preview, PublicPortal } from '@itinera/core';
import type { Language } from '@itinera/core/shared';
import type { IncomingMessage } from 'node:http';

declare global {
  namespace App {
    interface Error {
      /** What a person quotes to the company; the log has the same id. */
      errorId?: string;
    }
    interface Locals {
      core: Core;
      portal: PublicPortal;
      session: PortalSession | null;
      /** Staff look at the portal as somebody sees it, or did (`over`); null: a request of a customer's. */
      preview: Preview | 'over' | null;
      /** The signed-in person, speaking the language of the page; null before a choice is made. */
      scope: AccessScope | null;
      language: Language;
      /** The client's network address, found by the trusted-proxy rules. */
      network: string;
      /** Whether people reach the portal by https: cookies follow it. */
      secure: boolean;
      errorId: string;
    }
    interface PageData {
      company: {
        name: string;
        email: string | null;
        phone: string | null;
        languages: Language[];
        /** Several lines. */
        address: string | null;
        /** The hash of its logo. */
        logo: string | null;
        /** Accent and, where there is one, background: `rrggbb` or `rrggbb-rrggbb`. */
        theme: string;
      };
    }
    interface Platform {
      req: IncomingMessage;
    }
  }
}

export {};
