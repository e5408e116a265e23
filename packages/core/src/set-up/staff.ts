import { randomInt } from 'node:crypto';
import { findStaffUsersByEmail, insertRows } from '@itinera/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ItineraError } from '../shared/errors.ts';
import { staffRoles } from '../shared/permissions.ts';
import { hashPassword } from '../staff/password.ts';
import { newTotpSecret, sealTotpSecret, totpUri } from '../staff/totp.ts';
import * as field from './fields.ts';
import { parse } from './parse.ts';

const schema = z.object({
  companyId: field.id,
  name: field.text,
  email: field.email,
  phone: field.phone.nullable().default(null),
  language: field.language,
  /** Default: a random one, told once. */
  password: z.string().optional(),
  /** In base32; default: a random one, told once. */
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]{26,}$/, 'must be at least 128 bits in base32')
    .optional(),
  roles: z
    .array(
      z.object({
        businessUnitId: field.id,
        role: z.enum(staffRoles),
      }),
    )
    .min(1, 'must hold a role in some business unit'),
});
export type NewStaffUserInput = z.input<typeof schema>;

/** A staff user as made; password and secret are stored in a form that cannot be told again. */
export interface MadeStaffUser {
  staffUserId: string;
  email: string;
  password: string;
  totpSecret: string;
  totpUri: string;
}

/** Makes a staff user who may sign in at once. */
export async function makeStaffUser(ctx: Context, input: NewStaffUserInput): Promise<MadeStaffUser> {
  const { roles, ...user } = parse(schema, input, 'staffUser');
  const staffUserId = ctx.ids.newId();
  const password = user.password ?? randomPassword();
  const totpSecret = user.totpSecret ?? newTotpSecret();
  const { companyId, name, email, phone, language } = user;
  const passwordHash = await hashPassword(password, ctx.passwordCost);
  await ctx.db.write(async (tx) => {
    if ((await findStaffUsersByEmail(tx, email)).length > 0)
      throw new ItineraError('invalid', 'staffUser.email: somebody signs in with it already', {
        field: 'staffUser.email',
      });
    await insertRows(tx, 'staffUser', [
      {
        id: staffUserId,
        companyId,
        name,
        email,
        phone,
        language,
        passwordHash,
        totpSecret: sealTotpSecret(ctx, totpSecret, staffUserId),
        createdAt: ctx.clock.now(),
      },
    ]);
    await insertRows(
      tx,
      'staffRole',
      roles.map((role) => ({ ...role, companyId, staffUserId })),
    );
  });
  return { staffUserId, email, password, totpSecret, totpUri: totpUri(totpSecret, email, 'Itinera') };
}

/** Five groups of four letters that are not mistaken for others: 90 random bits. */
function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz';
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}
