import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { osrm } from '@itinera/planner';
import type { OsrmOptions } from '@itinera/planner';
import { expect, test } from 'vitest';

/** osrm-routed v6.0.0 ends a connection after 513 requests, without a word; this server sooner, to save time. */
const mostRequests = 13;
const [home, near] = [
  { lon: 9.5, lat: 47.1 },
  { lon: 9.52, lat: 47.12 },
];
const waypoint = ({ lon, lat }: typeof home) => ({
  hint: `of-${lon}`,
  location: [lon, lat],
  name: '',
  distance: 3,
});
const text = JSON.stringify({
  code: 'Ok',
  durations: [[300]],
  distances: [[3000]],
  sources: [waypoint(home)],
  destinations: [waypoint(near)],
});

/** Asks such a server one by one until something goes wrong: how many were answered, and how many each connection brought. */
async function ask(
  questions: number,
  options: Partial<OsrmOptions>,
): Promise<{ answered: number; brought: number[] }> {
  const brought = new Map<Socket, number>();
  const server = createServer(({ socket }, response) => {
    const count = (brought.get(socket) ?? 0) + 1;
    brought.set(socket, count);
    if (count > mostRequests) socket.destroy();
    else response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const travel = osrm({ url: `http://127.0.0.1:${port}`, timeout: 5000, ...options });
  let answered = 0;
  try {
    for (; answered < questions; answered += 1) await travel.table([home], [near]);
  } catch {
    // The count says how far it came.
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return { answered, brought: [...brought.values()] };
}

test('a server that ends a connection after some requests is never met: each request has its own', async () => {
  const { answered, brought } = await ask(5 * mostRequests, {});
  expect(answered).toBe(5 * mostRequests);
  expect(brought).toEqual(brought.map(() => 1));
});

test('the control: over connections that are kept it is met', async () => {
  const keptAlive: typeof fetch = (input, init) => {
    const { connection: _, ...headers } = (init?.headers ?? {}) as Record<string, string>;
    return fetch(input, { ...init, headers });
  };
  const { answered, brought } = await ask(5 * mostRequests, { fetch: keptAlive });
  expect(answered).toBeLessThan(5 * mostRequests);
  expect(Math.max(...brought)).toBe(mostRequests + 1);
});
