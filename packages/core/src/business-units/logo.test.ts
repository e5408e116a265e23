import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import {
  makeSmallCompany,
  openTestCore,
  type SmallCompany,
  type TestCore,
} from '../../../../test/fixtures/small-company.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { redrawPicture } from '../pictures/redraw-picture.ts';

let town: TestCore;
let small: SmallCompany;
let ada: BusinessUnitScope;
beforeAll(async () => {
  town = await openTestCore();
  small = await makeSmallCompany(town.core);
  ada = staffScope(small, small.supervisor.staffUserId, ['administrator']);
});
afterAll(() => town.close());

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: '#0b6e6e80' } });

async function save(logo: string | null): Promise<void> {
  const { settings, revision } = await town.core.businessUnits.settings(ada);
  await town.core.businessUnits.save(ada, { ...settings, logo, revision });
}

test('CAD-BU-10 CAD-BU-13 a logo is drawn anew, is seen when the settings are saved and not before, and goes again', async () => {
  const { businessUnits } = town.core;
  const { businessUnitId } = small;
  const typed = await picture(1200, 400)
    .withExif({ IFD0: { Copyright: 'canary-in-exif' } })
    .jpeg()
    .toBuffer();
  expect(typed.includes('canary-in-exif')).toBe(true);
  const { logo } = await businessUnits.uploadLogo(ada, typed);
  expect(await businessUnits.publicLogo(businessUnitId, logo)).toBeNull();
  const drawn = Buffer.from(await businessUnits.uploadedLogo(ada, logo));
  expect(await sharp(drawn).metadata()).toMatchObject({ format: 'png', width: 600, height: 200 });
  expect(drawn.includes('canary-in-exif')).toBe(false);

  await save(logo);
  expect(await businessUnits.publicPortal('vaduz.example.com', 'en')).toMatchObject({ logo });
  expect(Buffer.from((await businessUnits.publicLogo(businessUnitId, logo))!).equals(drawn)).toBe(true);
  expect(await businessUnits.publicLogo(businessUnitId, 'f'.repeat(64))).toBeNull();

  const { logo: next } = await businessUnits.uploadLogo(ada, await picture(30, 20).webp().toBuffer());
  await save(next);
  expect(await businessUnits.publicLogo(businessUnitId, logo)).toBeNull();
  await expect(businessUnits.uploadedLogo(ada, logo)).rejects.toMatchObject({ code: 'not-found' });
  await save(null);
  expect(await businessUnits.publicLogo(businessUnitId, next)).toBeNull();
  expect(await businessUnits.publicPortal('vaduz.example.com', 'en')).toMatchObject({ logo: null });
});

test('CAD-BU-10 a picture of another unit is no logo of this one', async () => {
  const other = await makeSmallCompany(town.core, 'schaan');
  const theirs = staffScope(other, other.supervisor.staffUserId, ['administrator']);
  const { logo } = await town.core.businessUnits.uploadLogo(theirs, await picture(9, 9).png().toBuffer());
  await expect(save(logo)).rejects.toMatchObject({ field: 'logo', reason: 'gone' });
  await expect(town.core.businessUnits.uploadedLogo(ada, logo)).rejects.toMatchObject({ code: 'not-found' });
});

test('CAD-BU-10 what is no picture of the three types, too large or broken is refused in words', async () => {
  const png = await picture(300, 300).png({ compressionLevel: 0 }).toBuffer();
  const wrong: [string, Uint8Array][] = [
    ['type', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ['type', await picture(9, 9).gif().toBuffer()],
    ['type', Buffer.alloc(0)],
    ['too-large', Buffer.alloc(1024 * 1024 + 1)],
    ['unreadable', png.subarray(0, png.length / 2)],
    ['unreadable', Buffer.concat([png.subarray(0, 8), Buffer.from('<svg/>')])],
    ['too-many-pixels', await picture(8000, 4000).png().toBuffer()],
  ];
  for (const [reason, bytes] of wrong) {
    const refused = town.core.businessUnits.uploadLogo(ada, bytes);
    await expect(refused, reason).rejects.toMatchObject({ code: 'invalid', field: 'logo', reason });
  }
  expect(await town.core.businessUnits.uploadLogo(ada, png)).toMatchObject({
    logo: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});

test('a picture that keeps its process busy for too long is given up, and the next one is drawn', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-picture-'));
  const file = join(folder, 'busy.ts');
  writeFileSync(file, 'while (true);');
  const png = await picture(9, 9).png().toBuffer();
  try {
    await expect(
      redrawPicture(png, { use: 'logo', field: 'logo' }, { file, patience: 300 }),
    ).rejects.toMatchObject({ reason: 'unreadable' });
    expect((await redrawPicture(png, { use: 'logo', field: 'logo' })).length).toBeGreaterThan(50);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('S47 pictures are read in a process of its own that knows nothing of ours: this one computes nothing of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'itinera-picture-'));
  const file = join(folder, 'tells.ts');
  writeFileSync(
    file,
    'process.stdout.write(JSON.stringify([process.pid, process.ppid, Object.keys(process.env)]));',
  );
  try {
    const told = await redrawPicture(
      await picture(9, 9).png().toBuffer(),
      { use: 'logo', field: 'logo' },
      {
        ...{ file, patience: 15_000 },
      },
    );
    const [pid, parent, known] = JSON.parse(told.toString()) as [number, number, string[]];
    expect([pid === process.pid, parent]).toEqual([false, process.pid]);
    expect(known).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
