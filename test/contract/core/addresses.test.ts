import type { Engine } from '@itinera/db';
import { afterEach, describe, expect, test } from 'vitest';
import { addressForm } from '../../fixtures/address-form.ts';
import { staffScope } from '../../fixtures/scopes.ts';
import { engines } from '../db/stores.ts';
import { openPortal, type Portal } from './portal.ts';

let portal: Portal;
afterEach(() => portal.close());

/** Customers that do not have exactly one standard address. */
const wrongStandards = () =>
  portal.rows<{ id: string }>(
    `SELECT id FROM customer WHERE
       (SELECT count(*) FROM address a WHERE a.customer_id = customer.id AND a.is_standard) <> 1`,
  );

describe.each<Engine>(engines)('addresses on %s', (engine) => {
  test('AZT-22 exactly one is the standard one, however many make theirs so at once', async () => {
    portal = await openPortal(engine);
    const { core, small } = portal;
    const sara = staffScope(small, small.supervisor.staffUserId);
    const { customerId } = small.customers.mario;
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        core.addresses.save(sara, {
          ...addressForm({ label: `Site ${n}`, isStandard: n % 2 === 0 }),
          customerId,
          place: { lon: 9.52, lat: 47.14 + n / 1000, by: 'hand' },
          idempotencyKey: `site-number-${n}`,
        }),
      ),
    );
    expect(new Set(made.map(({ addressId }) => addressId)).size).toBe(12);
    expect(await wrongStandards()).toEqual([]);
    const all = await core.addresses.list(sara, customerId);
    expect(all).toHaveLength(small.customers.mario.addressIds.length + 12);
    const edits = await Promise.allSettled(
      all.map((address, n) =>
        core.addresses.save(sara, {
          ...address,
          addressId: address.id,
          isStandard: true,
          idempotencyKey: `edit-number-${n}`,
        }),
      ),
    );
    expect(edits.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(1);
    expect(await wrongStandards()).toEqual([]);
    // The control: a customer without one would be seen.
    await portal.rows('UPDATE address SET is_standard = FALSE');
    expect(await wrongStandards()).toHaveLength(3);
  });

  test('CAD-PL-13 not located is listed, and no longer when it is pinned, out of use or of a closed customer', async () => {
    portal = await openPortal(engine);
    const { core, small } = portal;
    const sara = staffScope(small, small.supervisor.staffUserId);
    const { customerId } = small.customers.mario;
    const nowhere = addressForm({ customerId, line1: 'Nowhere 99' });
    const { addressId, located } = await core.addresses.save(sara, {
      ...nowhere,
      idempotencyKey: 'nowhere-1',
    });
    expect(located).toBe(false);
    const listed = () => core.addresses.notLocated(sara, {});
    expect(await listed()).toMatchObject({
      total: 1,
      items: [
        { addressId, customerId, text: 'Nowhere 99, 9490 Vaduz', customerName: expect.any(String) as string },
      ],
    });
    const edit = (revision: number, more: object) =>
      core.addresses.save(sara, {
        ...nowhere,
        addressId,
        revision,
        idempotencyKey: `nowhere-edit-${revision}`,
        ...more,
      });
    await edit(1, { active: false });
    expect(await listed()).toMatchObject({ total: 0, items: [] });
    await edit(2, { active: true });
    expect((await listed()).total).toBe(1);
    const { revision } = await core.customers.page(sara, customerId);
    await core.customers.setStatus(sara, { customerId, status: 'inactive', revision });
    expect((await listed()).total).toBe(0);
    await core.customers.setStatus(sara, { customerId, status: 'active', revision: revision + 1 });
    await edit(3, { place: { lon: 9.52, lat: 47.14, by: 'hand' } });
    expect((await listed()).total).toBe(0);
  });
});
