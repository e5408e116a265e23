import type { ChallengeView, CodeRequested, Core, VerifyCodeResult } from '@itinera/core';
import type { CoreConfig } from '@itinera/core';
import type { Engine } from '@itinera/db';
import { codeFor, makeSmallCompany, openTestCore } from '../../fixtures/small-company.ts';
import type { SmallCompany, TestCore } from '../../fixtures/small-company.ts';
import { makeMigratedTarget, sql } from '../db/stores.ts';

/** The portal of the small company on a real store, as a browser meets it. */
export interface Portal extends TestCore {
  small: SmallCompany;
  store: CoreConfig['store'];
  request(identifier: string, from?: { network?: string; deviceToken?: string }): Promise<CodeRequested>;
  /** Runs the outbox until it is empty. */
  deliver(): Promise<void>;
  /** Asks for a code, delivers it and returns both. */
  requestAndRead(identifier: string): Promise<CodeRequested & { code: string; linkToken: string }>;
  /** Follows a link's button. */
  useLink(linkToken: string, deviceToken?: string): Promise<VerifyCodeResult>;
  verify(challengeToken: string, code: string, deviceToken?: string): Promise<VerifyCodeResult>;
  rows<R extends object>(statement: string): Promise<R[]>;
  count(table: string, where?: string): Promise<number>;
}

/** Opens it on an empty store; with `smtp` mails leave over SMTP, else they are kept in `mailer.sent`. */
export async function openPortal(
  engine: Engine,
  smtp: CoreConfig['smtp'] = null,
  channels: ('email' | 'sms')[] = ['email'],
): Promise<Portal> {
  const { target, store, drop } = await makeMigratedTarget(engine);
  const town = await openTestCore(store, {}, smtp);
  const small = await makeSmallCompany(town.core, 'vaduz', ['en', 'it'], channels);
  return {
    ...town,
    ...driver(town, small),
    small,
    store,
    rows: (statement) => sql(target, statement),
    count: async (table, where = '1=1') => {
      const [row] = await sql<{ n: number }>(target, `SELECT count(*) AS n FROM ${table} WHERE ${where}`);
      return Number(row?.n);
    },
    close: async () => {
      await town.close();
      await drop();
    },
  };
}

/** What a browser does, on a core. */
export function driver(
  { core, mailer, sms }: Pick<TestCore, 'core' | 'mailer' | 'sms'>,
  { businessUnitId }: Pick<SmallCompany, 'businessUnitId'>,
): Pick<Portal, 'request' | 'deliver' | 'requestAndRead' | 'verify' | 'useLink'> {
  const request: Portal['request'] = (identifier, { network = '192.0.2.1', deviceToken } = {}) =>
    core.signIn.requestCode({ businessUnitId, identifier, language: 'en', network, deviceToken });
  const deliver = async (): Promise<void> => {
    while ((await core.jobs.runDue('test')) > 0);
  };
  return {
    request,
    deliver,
    async requestAndRead(identifier) {
      const asked = await request(identifier);
      await deliver();
      const byMail = identifier.includes('@');
      const codes = byMail ? /^ {4}(\d{6,8})$/m : /\b(\d{6}|\d{8})\b/;
      // The word of a new device may go out beside it, and be done later.
      const sent = (byMail ? mailer.sent : sms.sent).filter(({ to }) => to === identifier);
      const text = sent.findLast((one) => codes.test(one.text))?.text ?? '';
      const code = byMail ? codeFor(mailer, identifier) : (codes.exec(text)?.[1] ?? '');
      return { ...asked, code, linkToken: /\/sign-in\/link\/([\w-]+)/.exec(text)?.[1] ?? '' };
    },
    useLink: (linkToken, deviceToken) => core.signIn.useLink({ linkToken, deviceToken }),
    verify: (challengeToken, code, deviceToken) =>
      core.signIn.verifyCode({ challengeToken, code, network: '192.0.2.1', deviceToken }),
  };
}

/** A session that signing in has opened; fails when it has not. */
export function sessionOf(result: VerifyCodeResult): string {
  if (result.kind !== 'signed-in') throw new Error(`not signed in: ${result.kind}`);
  return result.sessionToken;
}

/** A code that is not this one. */
export function wrongCode(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

/** The whole answer of a challenge's page. */
export function view(core: Core, challengeToken: string): Promise<ChallengeView | null> {
  return core.signIn.challenge(challengeToken);
}
