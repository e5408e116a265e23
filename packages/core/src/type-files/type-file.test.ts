import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBookingOffice, type BookingOffice } from '../../../../test/fixtures/booking-office.ts';
import { staffScope } from '../../../../test/fixtures/scopes.ts';
import type { BusinessUnitScope } from '../scopes.ts';
import { languages } from '../shared/languages.ts';
import type { Rule } from '../shared/rules/rule.ts';
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
    expect(made).toMatchObject({ unknownSkills: [], brokenActions: 0 });
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
      [text.replace('"version": 1', '"version": 1, "id": "x"'), 'id content'],
      [text.replace('"notice": 7200', '"notice": 9999999'), 'notice beyond-horizon'],
      [text.replace('"text": {}', '"text": {"en": "{constructor}"}'), 'display.text.en code'],
      [
        text
          .replace('"container": false', '"container": true')
          .replace('"contained": false', '"contained": true'),
        'contained container-too',
      ],
      ['['.repeat(100_000), 'file json'],
      [`${text}${' '.repeat(4_000_001)}`, 'file too-large'],
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

describe('forms and portal actions in the file', () => {
  const conditions = (fact: string): Rule => ({ fact, is: 'filled', values: [] });
  const file = async () => {
    const { activityTypeId } = await office.core.catalogue.takeFromGallery(admin, {
      code: 'technical-visit',
    });
    return office.core.catalogue.exportFile(admin, activityTypeId);
  };
  const importOf = (changed: object) =>
    office.core.catalogue.importFile(admin, { file: JSON.stringify(changed) });

  it('a copy has them too', async () => {
    const { activityTypeId } = await office.core.catalogue.takeFromGallery(admin, { code: 'boiler-service' });
    const copy = await office.core.catalogue.copy(admin, { activityTypeId });
    const [first, second] = await Promise.all(
      [activityTypeId, copy.activityTypeId].map((id) => office.core.catalogue.exportFile(admin, id)),
    );
    expect(second?.forms).toEqual(first?.forms);
    expect(second?.actions).toEqual(first?.actions);
    expect(second?.actions.length).toBeGreaterThan(2);
  });

  it('conditions about what is not there are kept and told, as is a skill that answers ask for', async () => {
    const given = await file();
    const [book, ...others] = given.actions;
    const survey = { ...given.forms.survey!, skills: [] as object[] };
    survey.skills.push({ field: 'satisfied', is: 'no', skill: 'diplomacy', level: 1 });
    const made = await importOf({
      ...given,
      forms: { survey },
      actions: [{ ...book, conditions: conditions('form.activity.gone') }, ...others],
    });
    expect(made).toMatchObject({ unknownSkills: ['diplomacy'], brokenActions: 1 });
    const { actions } = await office.core.portalActions.page(admin, made.activityTypeId);
    expect(actions.map(({ faults }) => faults.length > 0)).toEqual([true, false, false, false]);
  });

  it('labels in another language are the unit’s too', async () => {
    const given = await file();
    const fields = given.forms.survey!.fields.map((field) => ({ ...field, label: { fr: field.label.fr! } }));
    const made = await importOf({ ...given, forms: { survey: { ...given.forms.survey, fields } } });
    const { forms } = await office.core.catalogue.exportFile(admin, made.activityTypeId);
    expect(forms.survey?.fields[0]?.label).toEqual({
      en: 'Êtes-vous satisfait de la visite ?',
      fr: 'Êtes-vous satisfait de la visite ?',
    });
  });

  it('that are hostile are refused with their place, and nothing is made', async () => {
    const given = await file();
    const survey = given.forms.survey!;
    const [first] = given.actions;
    const wrong: [object, string][] = [
      [{ forms: { customer: survey } }, 'forms.customer'],
      [{ forms: [] }, 'forms'],
      [{ forms: { survey: 'x' } }, 'forms.survey'],
      [{ forms: { survey: { ...survey, more: 1 } } }, 'forms.survey'],
      [
        { forms: { survey: { ...survey, fields: [...survey.fields, survey.fields[0]] } } },
        'forms.survey.fields',
      ],
      [{ actions: {} }, 'actions'],
      [{ actions: [{ ...first, kind: 'grant' }] }, 'actions.0.kind'],
      [{ actions: [{ ...first, id: 'x' }] }, 'actions.0'],
      [{ actions: [first, { ...first, limits: { horizonDays: 360 } }] }, 'actions.1.limits.horizonDays'],
      [{ actions: Array.from({ length: 31 }, () => first) }, 'actions'],
    ];
    const before = await office.core.catalogue.list(admin);
    for (const [change, place] of wrong)
      await expect(
        importOf({ ...given, ...change }),
        JSON.stringify(change).slice(0, 100),
      ).rejects.toMatchObject({ code: 'invalid', field: expect.stringContaining(place) as string });
    expect(await office.core.catalogue.list(admin)).toEqual(before);
  });
});

describe('the gallery', () => {
  it('is sound, whole in every language, and as good as a file', async () => {
    for (const { code, content } of gallery) {
      const { type } = content;
      const questions = Object.values(content.forms).flatMap((form) => form.fields);
      const words = questions.flatMap(({ label, options }) => [label, ...options.map((one) => one.label)]);
      for (const text of [type.name, type.description, type.display.text, ...words])
        expect(Object.keys(text).sort(), code).toEqual([...languages].sort());
      expect(readTypeFile(JSON.stringify(typeFile(content)))).toEqual(content);
      const made = await office.core.catalogue.takeFromGallery(admin, { code });
      expect(made).toMatchObject({ unknownSkills: [], brokenActions: 0 });
      expect(await settings(made.activityTypeId)).toMatchObject({
        reference: type.reference,
        name: type.name,
      });
      // What was made goes out as it came in.
      const { forms, actions } = await office.core.catalogue.exportFile(admin, made.activityTypeId);
      expect({ forms, actions }, code).toEqual({ forms: content.forms, actions: content.actions });
    }
    expect(gallery).toHaveLength(5);
    expect((await office.core.catalogue.gallery(admin)).map(({ name }) => name)).toContain('Cleaning round');
    await expect(office.core.catalogue.takeFromGallery(admin, { code: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
