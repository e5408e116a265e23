import type { PageServerLoad } from './$types';
import { cancelReasons } from '@itinera/core/shared';
import { m } from '#paraglide/messages.js';
import { offeredForm } from '#lib/server/offered-forms.ts';
import { visitLinks } from '#lib/server/action-links.ts';
import { clockingTexts } from '#lib/server/clockings-view.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { sheetRows } from '#lib/server/sheet-view.ts';
import { asOfText } from '#lib/server/up-to-date.ts';
import { readerOf, timelineView, visitView } from '#lib/server/visit-view.ts';
import { cancelReasonText } from '#lib/words/cancel-reason.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
  const page = await locals.core.visits.page(signedIn(locals), params.id);
  const { visit, progress, timeline, clockings, report, mark } = page;
  const reader = readerOf(locals);
  const documents = await locals.core.documents.ofVisit(signedIn(locals), params.id);
  const reason = cancelReasons.find((each) => each === visit.cancelReason);
  return {
    form: await offeredForm(locals, visit),
    ...visitLinks(visit, reader),
    hasSent: (await locals.core.requests.sent(signedIn(locals))).length > 0,
    documents: [
      ...documents.open.map(({ actionId, title, description }) => ({
        actionId,
        title: title || m.document_title(),
        note: description,
        open: true,
      })),
      ...documents.decided.map(({ actionId, title, decision }) => ({
        actionId,
        title: title || m.document_title(),
        note: decision === 'accepted' ? m.document_accepted() : m.document_refused(),
        open: false,
      })),
    ],
    visit: visitView(visit, reader, progress),
    mark,
    asOf: asOfText(reader),
    sheet: sheetRows(page, visit, reader),
    cancelReason: reason ? cancelReasonText(reason) : null,
    // Absent altogether where the company does not show it.
    ...(clockings && { clockings: clockingTexts(clockings, reader) }),
    ...(report && { report }),
    history: timeline.map((entry) => timelineView(entry, visit, reader)),
  };
};
