import type { Form, Queries } from '@itinera/db';
import { countAnswers, countOwnFields, removeAnswers, removeOwnFields } from '@itinera/db/forms';
import { deleteFiles } from '@itinera/db/files';
import { ItineraError } from '../shared/errors.ts';

/**
 * Deletes what was answered to fields that go, once somebody has seen how much that is (CAD-FO-08): of the customer form the own
 * fields of every customer, of others the answers of every submission with their files. Returns how many went, by code.
 * @throws ItineraError `not-allowed` (`values-stored`, `details.counts` by code) unless `confirmed` names exactly these counts.
 */
export async function deleteStoredValues(
  tx: Queries,
  form: Form,
  codes: readonly string[],
  confirmed: Readonly<Record<string, number>>,
): Promise<Record<string, number>> {
  const isCustomers = form.purpose === 'customer';
  const counts = isCustomers
    ? await countOwnFields(tx, form.businessUnitId, codes)
    : await countAnswers(tx, form.id, codes);
  const unseen = [...counts].filter(
    ([code, count]) => !Object.hasOwn(confirmed, code) || confirmed[code] !== count,
  );
  if (unseen.length > 0)
    throw new ItineraError(
      'not-allowed',
      'Answers are stored to fields that would go: confirm their number',
      {
        reason: 'values-stored',
        details: { counts: Object.fromEntries(counts) },
      },
    );
  const held = [...counts.keys()];
  if (isCustomers) await removeOwnFields(tx, form.businessUnitId, held);
  else await removeAnswers(tx, form.id, held);
  await deleteFiles(tx, form.businessUnitId, { formId: form.id, fields: codes });
  return Object.fromEntries(counts);
}
