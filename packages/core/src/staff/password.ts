import { hash, verify } from '@node-rs/argon2';
import type { PasswordCost } from '../outside/password-cost.ts';
import { ItineraError } from '../shared/errors.ts';

const shortestPassword = 12;
/** A bound on the work one request can ask for; nobody types more. */
const longestPassword = 200;

/** A hash of a password of nobody, made at the same cost: verifying it takes as long as a real one. */
const hashOfNobody = ({ memoryCost, timeCost }: PasswordCost): string =>
  `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;

/**
 * What is stored of a password.
 * @throws ItineraError `invalid` (`password`) for one of fewer than 12 or more than 200 characters.
 */
export async function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  const { length } = prepared(password);
  if (length < shortestPassword || length > longestPassword)
    throw new ItineraError(
      'invalid',
      `password must have ${shortestPassword} to ${longestPassword} characters`,
      {
        field: 'password',
        reason: 'length',
      },
    );
  return hash(prepared(password), { ...cost, parallelism: 1 });
}

/** Whether the password is the one that was hashed; for nobody (null) never, in the same time. */
export async function verifyPassword(
  stored: string | null,
  password: string,
  cost: PasswordCost,
): Promise<boolean> {
  const typed = prepared(password);
  const matches = await verify(stored ?? hashOfNobody(cost), typed.length > longestPassword ? '' : typed);
  return matches && stored !== null;
}

/** The same characters from whichever keyboard (NIST SP 800-63B-4, section 3.1.1.2). */
function prepared(password: string): string {
  return password.normalize('NFKC');
}
