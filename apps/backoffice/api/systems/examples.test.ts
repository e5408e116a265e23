import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBackofficeApi, type BackofficeApi } from '../../../../test/fixtures/backoffice-api.ts';
import { otherSystem, type OtherSystem } from '../../../../test/fixtures/other-system.ts';

const guide = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/```sh\n(curl .+?)```/gs)].map(([, command]) => command!);

let office: BackofficeApi;
let system: OtherSystem;
beforeAll(async () => {
  office = await openBackofficeApi();
  system = await otherSystem(office);
});
afterAll(() => office.close());

/** A command line as a shell takes it apart: words, in quotes or not, with variables in double ones. */
function wordsOf(command: string, variables: Record<string, string>): string[] {
  const words = command.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"((?:\\"|[^"])*)"|(\S+)/g);
  return [...words].map(
    ([, plain, quoted, bare]) =>
      plain ??
      (quoted?.replaceAll('\\"', '"') ?? bare ?? '').replaceAll(/\$([A-Z]+)/g, (_, name: string) => {
        const value = variables[name];
        if (value === undefined) throw new Error(`the example takes $${name}`);
        return value;
      }),
  );
}

/** Sends what a curl command says. */
function curl(words: readonly string[]) {
  const headers: Record<string, string> = {};
  let [method, body, path]: (string | undefined)[] = [];
  for (let n = 1; n < words.length; n++) {
    const word = words[n]!;
    if (word === '-X') method = words[++n];
    else if (word === '-d') body = words[++n];
    else if (word === '-H') {
      const [name = '', value = ''] = words[++n]!.split(/: (.*)/);
      headers[name.toLowerCase()] = value;
    } else if (word.startsWith('-')) throw new Error(`the example takes ${word}`);
    else path = word.replace('http://itinera/api/v1', '');
  }
  return system.ask(method ?? (body === undefined ? 'GET' : 'POST'), path ?? '', {
    headers,
    ...(body !== undefined && { body: JSON.parse(body) as unknown }),
  });
}

test('every example of the guide does what it says, one after the other', async () => {
  const { types, customers } = office.company;
  const variables: Record<string, string> = {
    KEY: system.key,
    URL: 'http://itinera',
    TYPE: types.service,
    CUSTOMER: customers.mario.customerId,
    ADDRESS: customers.mario.addressIds[0]!,
    ACCESS: customers.mario.accessIds[0]!,
  };
  const statuses: string[] = [];
  for (const example of examples) {
    const { status, body } = await curl(wordsOf(example, variables));
    statuses.push(`${status}`);
    expect(status, `${example}\n${JSON.stringify(body)}`).toBeOneOf([200, 201]);
    const { dates, id } = body as {
      id?: string;
      dates?: { slots: { available: boolean; start: string; end: string }[] }[];
    };
    const free = dates?.flatMap(({ slots }) => slots).find(({ available }) => available);
    if (free) Object.assign(variables, { START: free.start, END: free.end });
    if (status === 201) variables['INTERVENTION'] = id!;
  }
  expect(statuses.length).toBeGreaterThanOrEqual(7);
  const { status } = await curl(wordsOf('curl "$URL/api/v1/config" -H "Authorization: Bearer x"', variables));
  expect(status, 'another key is refused (the control)').toBe(401);
});
