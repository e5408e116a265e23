import type { FailureCode } from '#lib/api/failure.ts';

declare global {
  namespace App {
    interface Error {
      /** Which words the error page has for it. */
      code?: FailureCode;
      /** Stands in the server's log. */
      errorId?: string | undefined;
    }
    interface PageState {
      /** A sentence to show once, above the page. */
      notice?: string;
    }
  }
}
