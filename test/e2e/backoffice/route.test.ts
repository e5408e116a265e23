import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSystem, type System } from '../harness.ts';
import { expectHeading, newIntervention, officePage, planned, staffSession, type } from './steps.ts';

let system: System;
let session: string;
let technicianId: string;
const date = '2027-01-12';
beforeAll(async () => {
  system = await startSystem();
  session = await staffSession(system);
  const first = await planned(system, await newIntervention(system, 'mario'), date);
  technicianId = first.technician.id;
  await planned(system, await newIntervention(system, 'mario'), date, 3);
});
afterAll(() => system.close());

/** Shares of the map's pixels, by what they show; white stands for small roads, and for markers and buttons, and counts as neither. */
async function mapPixels(page: Page): Promise<{ ground: number; roads: number }> {
  const picture = (await page.locator('.map canvas').screenshot()).toString('base64');
  const desk = await page.context().newPage(); // about:blank has no policy against drawing it
  const shares = await desk.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2d context');
    context.drawImage(image, 0, 0);
    const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
    let ground = 0;
    let roads = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = `${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`;
      if (colour === '238,241,238') ground += 1;
      if (colour === '251,227,176' || colour === '204,211,208') roads += 1;
    }
    const all = pixels.length / 4;
    return { ground: ground / all, roads: roads / all };
  }, picture);
  await desk.close();
  return shares;
}

test('a day is a line, a list and a map, and all three tell the same', async () => {
  const { page, complaints, close } = await officePage(system, { session, map: true });
  await page.goto(`/planning/${technicianId}/${date}`);
  await expectHeading(page, /’s day$/);
  const stops = page.getByRole('region', { name: 'Route' }).getByRole('listitem');
  expect(await stops.count()).toBe(4); // base, two visits, base
  expect(await page.locator('.field .stop').allInnerTexts()).toEqual(['1', '2']);
  await page.locator('[data-map="drawn"]').waitFor();
  expect((await page.locator('.map-stop').allInnerTexts()).join('·').split('·').sort()).toEqual(['1', '2']);
  const { ground, roads } = await mapPixels(page);
  expect(ground).toBeGreaterThan(0.2);
  expect(roads).toBeGreaterThan(0.005);
  await page.getByText('© OpenStreetMap contributors').waitFor();
  await stops.nth(1).hover();
  expect(await page.locator('.map-stop.active').count()).toBe(1);
  expect(complaints).toEqual([]);
  await close();
});

test('without its base map the map is empty, and the page says no more than it knows (the control)', async () => {
  const { page, close } = await officePage(system, { session, map: true });
  await page.route('**/map/basemap.geojson*', (route) => route.abort());
  await page.goto(`/planning/${technicianId}/${date}`);
  await page.locator('.map canvas').waitFor();
  await page.waitForTimeout(1500);
  expect((await mapPixels(page)).roads).toBe(0);
  expect(await page.getByRole('region', { name: 'Route' }).getByRole('listitem').count()).toBe(4);
  await close();
});

test('CAD-PL-14 a leg tells where it is left and reached, and when', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/planning/${technicianId}/${date}`);
  const stops = page.getByRole('region', { name: 'Route' }).getByRole('listitem');
  const place = async (stop: number) => (await stops.nth(stop).locator('dd').last().innerText()).trim();
  expect(await stops.nth(1).locator('dd').first().isVisible(), 'closed (the control)').toBe(false);
  for (const stop of [1, 2, 3]) {
    await stops.nth(stop).locator('summary').click();
    const ends = stops.nth(stop).locator('dd');
    expect(await ends.count()).toBe(2);
    if (stop > 1) expect(await ends.first().innerText()).toBe(await place(stop - 1));
    const times = await stops.nth(stop).locator('dt').allInnerTexts();
    expect(times.map((time) => time.replace(/\d\d:\d\d/, 'hh:mm'))).toEqual([
      'Leave at hh:mm',
      'Arrive at hh:mm',
    ]);
  }
  // It begins and ends at the base.
  expect(await stops.nth(0).innerText()).toContain(await stops.nth(1).locator('dd').first().innerText());
  expect(await stops.nth(3).innerText()).toContain(await place(3));
  expect(complaints).toEqual([]);
  await close();
});

test('keys lead through days and technicians', async () => {
  const { page, complaints, close } = await officePage(system, { session });
  await page.goto(`/planning/${technicianId}/${date}`);
  await expectHeading(page, /’s day$/);
  const here = (await page.locator('h1').innerText()).replace('’s day', '');
  await type(page, 'Shift+ArrowRight');
  await page.waitForURL(`**/planning/${technicianId}/2027-01-13`);
  await type(page, 'Shift+ArrowLeft');
  await page.waitForURL(`**/planning/${technicianId}/${date}`);
  await type(page, 'Shift+ArrowDown');
  await expectHeading(page, new RegExp(`^(?!${here}).*’s day$`));
  await page.getByRole('combobox', { name: 'Technician' }).selectOption({ label: here });
  await expectHeading(page, `${here}’s day`);
  await page.getByLabel('Day', { exact: true }).fill('2027-01-17');
  await page.getByText('Not working on this day').waitFor();
  expect(complaints).toEqual([]);
  await close();
});
