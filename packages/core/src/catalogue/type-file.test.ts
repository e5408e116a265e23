import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { languages } from '../shared/languages.ts';
import { gallery } from './gallery.ts';
import { readTypeFile, typeFile } from './type-file.ts';

let office: BookingOffice;
let admin: BusinessUnitScope;
beforeEach(async () => {
  office = await openBookingOffice();
  admin = staffScope(office.company, office.company.supervisor.staffUserId, ['administrator']);
});
afterEach(() => office.close());

const settings = async (id: string) => (await office.core.catalogue.page(admin, id)).settings;

describe('a type as a file', () => {
  it('comes back as it was, beside the first one, with a reference of its own', async () => {
    const { repair } = office.company.types;
    const file = await office.core.catalogue.exportFile(admin, repair);
    expect(file).toMatchObject({ format: 'itinera-activity-type', version: 1 });
    const made = await office.core.catalogue.importFile(admin, { file: JSON.stringify(file) });
    expect(made.unknownSkills).toEqual([]);
    const before = await settings(repair);
    expect(await settings(made.activityTypeId)).toEqual({
      ...before,
      reference: 'REPAIR-2',
      position: before.position + 1,
    });
  });

  it('a copy is not shown to customers yet', async () => {
    const { activityTypeId } = await office.core.catalogue.copy(admin, {
      activityTypeId: office.company.types.service,
    });
    expect(await settings(activityTypeId)).toMatchObject({
      name: { en: 'Yearly service (2)', it: 'Manutenzione annuale (2)' },
      reference: 'SERVICE-2',
      portalShown: false,
    });
  });

  it('leaves out skills that the company has not, and says so; a name of another language is the unit’s too', async () => {
    const { type, ...head } = await office.core.catalogue.exportFile(admin, office.company.types.repair);
    const file = {
      ...head,
      type: { ...type, name: { fr: 'Réparation' }, skills: { 'heat-pump': 2, rope: 3 } },
    };
    const made = await office.core.catalogue.importFile(admin, { file: JSON.stringify(file) });
    expect(made.unknownSkills).toEqual(['rope']);
    expect(await settings(made.activityTypeId)).toMatchObject({
      name: { en: 'Réparation', fr: 'Réparation' },
      skills: { 'heat-pump': 2 },
    });
  });

  it('that is hostile is refused with the place, and nothing is made (control: it is taken as it was)', async () => {
    const file = await office.core.catalogue.exportFile(admin, office.company.types.service);
    const text = JSON.stringify(file, null, 1);
    const wrong: [string, string][] = [
      ['{\n"format": "itinera-activity-type",\n oops', 'file json'],
      ['[]', 'file content'],
      ['null', 'file content'],
      ['"text"', 'file content'],
      [text.replace('activity-type', 'other'), 'format content'],
      [text.replace('"version": 1', '"version": 2'), 'version content'],
      [text.replace('"duration": 3600', '"duration": "3600"'), 'type.duration content'],
      [text.replace('"duration": 3600', '"duration": 1e300'), 'type.duration content'],
      [text.replace('"active": true', '"active": true, "id": "x"'), 'type.id content'],
      [text.replace('"active": true', '"active": true, "__proto__": {"a": 1}'), 'type.__proto__ content'],
      [text.replace('"version": 1', '"version": 1, "actions": []'), 'actions content'],
      [text.replace('"notice": 7200', '"notice": 9999999'), 'notice beyond-horizon'],
      [text.replace('"text": {}', '"text": {"en": "{constructor}"}'), 'display.text.en code'],
      ['['.repeat(100_000), 'file json'],
      [`${text}${' '.repeat(500_001)}`, 'file too-large'],
    ];
    const before = await office.core.catalogue.list(admin);
    for (const [hostile, told] of wrong) {
      expect(hostile).not.toBe(text);
      const refusal = await office.core.catalogue.importFile(admin, { file: hostile }).then(
        () => 'taken',
        (error: { field?: string; reason?: string }) => `${error.field} ${error.reason}`,
      );
      expect(refusal, hostile.slice(0, 200)).toBe(told);
    }
    expect(await office.core.catalogue.list(admin)).toEqual(before);
    await office.core.catalogue.importFile(admin, { file: text });
    expect(await office.core.catalogue.list(admin)).toHaveLength(before.length + 1);
  });
});

describe('the gallery', () => {
  it('is sound, whole in every language, and as good as a file', async () => {
    for (const { code, type } of gallery) {
      for (const text of [type.name, type.description, type.display.text])
        expect(Object.keys(text).sort(), code).toEqual([...languages].sort());
      expect(readTypeFile(JSON.stringify(typeFile({ ...type, logo: null, position: 0 })))).toEqual(type);
      const { activityTypeId } = await office.core.catalogue.takeFromGallery(admin, { code });
      expect(await settings(activityTypeId)).toMatchObject({ reference: type.reference, name: type.name });
    }
    expect(gallery).toHaveLength(5);
    expect((await office.core.catalogue.gallery(admin)).map(({ name }) => name)).toContain('Cleaning round');
    await expect(office.core.catalogue.takeFromGallery(admin, { code: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
