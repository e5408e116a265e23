import type { Proposal, RequestOf, RequestOffer } from '@itinera/core';
import { dayParts, longestRequest } from '@itinera/core/shared';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { m } from '#paraglide/messages.js';
import { refusalIn, statusOf, type Refusal } from '../errors/refusal.ts';
import type { FieldProblem } from '../field-problem.ts';
import { dateText, isIsoDate } from '../format/dates.ts';
import { refusalText } from '../words/refusal.ts';
import { labelOf } from './action-links.ts';
import { fileInputName, fileLine, inputName, type FileLine } from './form-view.ts';
import { newFormKey, submissionKey, text } from './forms.ts';
import { readAnswers } from './read-answers.ts';
import { signedIn } from './signed-in.ts';
import { waitText } from './wait-text.ts';

/** What somebody typed on the page of a request. */
interface AskValues {
  customer: string;
  date: string;
  part: string;
  time: string;
  mandatory: boolean;
  text: string;
  files: FileLine[];
}

/** The field of a message for what goes with it. */
const filesField = 'files';

type Asking = Pick<RequestEvent, 'locals' | 'request' | 'url'>;

/** The page of an action by which something is asked for. */
export async function loadAsk({ locals, request, url }: Asking, of: RequestOf) {
  const sent = url.searchParams.has('sent');
  const offer = await offerOf(locals, of, sent || request.method === 'POST');
  const language = locals.language;
  const kind = offer?.kind ?? 'message';
  return {
    key: newFormKey(),
    sent,
    kind,
    title: labelOf({ kind: kind === 'proposal' ? 'propose' : 'message', label: offer?.label }),
    description: offer?.description,
    confirmation: offer?.confirmation,
    offered: offer?.available ?? false,
    files: (offer?.files ?? []).map(fileLine),
    filesField: { name: inputName(filesField), input: fileInputName(filesField), field: filesField },
    uploadTo: `${url.pathname}/files`,
    customers: offer?.customers ?? [],
    dates: offer?.dates && {
      ...offer.dates,
      hint: m.ask_date_hint({
        first: dateText(offer.dates.first, language),
        last: dateText(offer.dates.last, language),
      }),
    },
    refused:
      offer?.available === false ? refusedText(locals, { code: 'not-allowed', reason: offer.reason }) : '',
  };
}

/** The offer; null where the action went while the page was open, so that what was typed can still be shown. */
async function offerOf(locals: App.Locals, of: RequestOf, wasOpen: boolean): Promise<RequestOffer | null> {
  const scope = signedIn(locals);
  if (of.interventionId !== null) await locals.core.interventions.forAccess(scope, of.interventionId);
  try {
    return await locals.core.requests.offer(scope, of);
  } catch (error) {
    if (wasOpen && refusalIn(error)?.code === 'not-found') return null;
    throw error;
  }
}

/** Sends what was typed, and leads to the confirmation. */
export async function sendAsk({ locals, request, url }: Asking, of: RequestOf) {
  const { interventionId, actionId } = of;
  const { sent: form, wrong } = await readAnswers(
    locals,
    (field) => (field === filesField ? { interventionId, form: null, actionId } : null),
    request,
  );
  const offer = await offerOf(locals, of, true);
  const named = form.getAll(inputName(filesField));
  const files = (offer?.files ?? []).filter(({ id }) => named.includes(id));
  const values: AskValues = {
    customer: text(form, 'customer').slice(0, 50),
    date: text(form, 'date').slice(0, 20),
    part: text(form, 'part').slice(0, 20),
    time: text(form, 'time').slice(0, 20),
    mandatory: text(form, 'mandatory') !== '',
    text: text(form, 'text').slice(0, 4 * longestRequest),
    files: files.map(fileLine),
  };
  const refuse = (status: number, problems: FieldProblem[], note: string) =>
    fail(status, { key: newFormKey(), values, problems, note });
  // Not 409, upon which the page would be asked for anew: it is not there any more.
  if (!offer) return refuse(410, [], m.ask_gone());
  // Buttons of pages without scripts: to upload what was chosen, and to let one file go.
  if (wrong.length === 0 && (form.has('attach') || form.has('without'))) return refuse(200, [], '');
  const problems = [...wrong, ...problemsOf(locals, offer, values)];
  if (problems.length > 0) return refuse(422, problems, '');
  try {
    await locals.core.requests.send(signedIn(locals), {
      ...of,
      ...(offer.customers.length > 1 && { customerId: values.customer }),
      ...(offer.customers.length === 1 && { customerId: offer.customers[0]!.id }),
      text: values.text,
      fileIds: files.map(({ id }) => id),
      proposal: offer.kind === 'proposal' ? proposalOf(values) : null,
      idempotencyKey: submissionKey(form, `ask ${of.actionId} ${of.interventionId ?? ''}`),
    });
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal?.code === 'invalid' && refusal.field === 'date')
      return refuse(422, [{ field: 'date', message: dateMissing(locals, offer) }], '');
    if (refusal?.code === 'invalid' && refusal.field === 'fileIds')
      return refuse(422, [{ field: inputName(filesField), message: m.file_gone() }], '');
    if (refusal?.code !== 'not-allowed' && refusal?.code !== 'too-many' && refusal?.code !== 'not-found')
      throw error;
    return refuse(
      statusOf(refusal.code === 'not-found' ? 'not-allowed' : refusal.code),
      [],
      refusedText(locals, refusal),
    );
  }
  redirect(303, `${url.pathname}?sent`);
}

function proposalOf({ date, part, time, mandatory }: AskValues): Proposal {
  return {
    date,
    dayPart: dayParts.find((one) => one === part) ?? 'any',
    time: time === '' ? null : time,
    isMandatory: mandatory,
  };
}

function problemsOf(locals: App.Locals, offer: RequestOffer, values: AskValues): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { customers, kind, dates } = offer;
  if (customers.length > 1 && !customers.some(({ id }) => id === values.customer))
    problems.push({ field: 'customer', message: m.ask_customer_missing() });
  if (kind === 'proposal') {
    const { date } = values;
    if (!isIsoDate(date) || (dates && (date < dates.first || date > dates.last)))
      problems.push({ field: 'date', message: dateMissing(locals, offer) });
    if (!/^(([01][0-9]|2[0-3]):[0-5][0-9])?$/.test(values.time))
      problems.push({ field: 'time', message: m.ask_time_wrong() });
  } else if (values.text === '' && values.files.length === 0)
    problems.push({ field: 'text', message: m.ask_message_missing() });
  const { length } = values.text;
  if (length > longestRequest)
    problems.push({ field: 'text', message: m.comment_too_long({ longest: longestRequest, length }) });
  return problems;
}

function dateMissing({ language }: App.Locals, { dates }: RequestOffer): string {
  const { first = '', last = '' } = dates ?? {};
  return m.ask_date_missing({ first: dateText(first, language), last: dateText(last, language) });
}

/** Why it cannot be sent. */
function refusedText(
  locals: App.Locals,
  refusal: Pick<Refusal, 'code' | 'reason'> & Partial<Refusal>,
): string {
  if (refusal.code === 'too-many') return m.ask_too_many({ wait: waitText(locals, refusal.retryAt) });
  if (refusal.code === 'not-found' || refusal.reason === 'condition' || refusal.reason === 'not-configured')
    return m.ask_gone();
  return refusalText({ field: undefined, retryAt: undefined, interventionId: undefined, ...refusal });
}
