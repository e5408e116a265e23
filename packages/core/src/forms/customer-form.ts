import { findCustomer, type Customer, type Queries } from '@itinera/db';
import type { Context } from '../context.ts';
import { recordOf, writeCustomer } from '../customers/write-customer.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { answersOfTexts, textOfAnswer } from '../shared/forms/answer-text.ts';
import { applyDefaults } from '../shared/forms/apply-defaults.ts';
import { isAsked } from '../shared/forms/field-traits.ts';
import { renderedForm } from '../shared/forms/rendered-form.ts';
import { notFound, requireIds } from '../shared/ids.ts';
import { readAnswerInput } from './definition-schema.ts';
import { findOwnForm } from './form-page.ts';
import { customerRenderer } from './form-facts.ts';
import { judgeAnswers } from './judge-answers.ts';
import type { AnswerCustomerInput, AnsweredCustomer, CustomerForm } from './types.ts';

const ofCustomers = { activityTypeId: null, purpose: 'customer' } as const;

/**
 * The unit's own fields of a customer (CAD-BU-17). What files, other systems or earlier forms wrote under a field's code is
 * its answer where it can be read so, and is kept beside it where it cannot.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function customerForm(
  ctx: Context,
  scope: BusinessUnitScope,
  customerId: string,
): Promise<CustomerForm> {
  const q = ctx.db.read;
  const { definition, form } = await findOwnForm(q, scope, ofCustomers);
  const { customer, texts } = await ownFields(q, scope, customerId);
  const render = await customerRenderer(ctx, q, scope, customer);
  const { answers, unread } = answersOfTexts(definition, texts);
  const none = Object.keys(answers).length + unread.length === 0;
  return {
    purpose: 'customer',
    definition: renderedForm(definition, render),
    version: form?.version ?? 0,
    answers: none ? applyDefaults(definition, answers, (text) => render(text, scope.language)) : answers,
    files: [],
    state: none ? 'none' : 'final',
    revision: customer.revision,
    unread: Object.fromEntries(unread.map((code) => [code, texts[code] ?? ''])),
  };
}

async function ownFields(
  q: Queries,
  { businessUnitId }: BusinessUnitScope | SystemScope,
  customerId: string,
): Promise<{ customer: Customer; texts: Record<string, string> }> {
  requireIds({ customerId });
  const row = await findCustomer(q, businessUnitId, customerId);
  if (!row) throw notFound('customerId');
  return { customer: row, texts: (await recordOf(q, row)).customFields };
}

/**
 * Writes a customer's own fields by the form. A field that is shown and not answered is emptied, unless what is stored could
 * not be read: that stays, as do own fields of which the form knows nothing.
 * @throws ItineraError as `writeCustomer`.
 */
export async function answerCustomer(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { customerId, ...input }: AnswerCustomerInput,
): Promise<AnsweredCustomer> {
  const { revision, answers: given } = readAnswerInput({
    ...input,
    purpose: 'activity',
    version: 0,
    mode: 'final',
  });
  return ctx.db.write(async (tx): Promise<AnsweredCustomer> => {
    const { definition } = await findOwnForm(tx, scope, ofCustomers);
    const { customer, texts } = await ownFields(tx, scope, customerId);
    const render = await customerRenderer(ctx, tx, scope, customer);
    const inWords = (text: string): string => render(text, scope.language);
    const { answers, problems } = judgeAnswers(definition, given, 'final', inWords);
    if (problems.length > 0) return { done: false, problems };
    const { unread } = answersOfTexts(definition, texts);
    const customFields: Record<string, string | null> = {};
    for (const field of definition.fields) {
      const answer = answers[field.code];
      if (answer !== undefined) customFields[field.code] = textOfAnswer(answer);
      else if (isAsked(field) && !unread.includes(field.code)) customFields[field.code] = null;
    }
    const written = await writeCustomer(ctx, tx, scope, { customerId, revision, fields: { customFields } });
    return { done: true, revision: written.revision };
  });
}
