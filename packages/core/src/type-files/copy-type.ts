import { listActivityTypes, listSkills, type Queries } from '@itinera/db';
import { ownUnit, settingsOf as unitSettingsOf } from '../business-units/settings.ts';
import { nextPlace } from '../catalogue/create-type.ts';
import { insertType, tellTaken } from '../catalogue/save-type.ts';
import { requireSoundType } from '../catalogue/settings-rules.ts';
import { ownType } from '../catalogue/settings.ts';
import type { GalleryEntry, TypeImported } from '../catalogue/settings-types.ts';
import type { Context } from '../context.ts';
import { insertForm } from '../forms/save-form.ts';
import { addAction } from '../portal-actions/save.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { ItineraError } from '../shared/errors.ts';
import { notFound } from '../shared/ids.ts';
import { localized } from '../shared/languages.ts';
import { contentOf, formHere, spokenIn } from './content.ts';
import { gallery } from './gallery.ts';
import { readTypeFile, typeFile, typeFormPurposes, type ReadTypeFile, type TypeFile } from './type-file.ts';

/**
 * Makes a type like another, after all others, which customers see nothing of yet.
 * @throws ItineraError `not-found`, `not-allowed` (`role`).
 */
export async function copyType(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { activityTypeId }: { activityTypeId: string },
): Promise<TypeImported> {
  const made = ctx.db.write(async (tx) => {
    const { logo, type, ...parts } = await contentOf(tx, scope, await ownType(tx, scope, activityTypeId));
    const name = Object.fromEntries(
      Object.entries(type.name).map(([language, words]) => [language, `${words} (2)`]),
    );
    const copied = { ...parts, type: { ...type, name, portalShown: false } };
    return add(ctx, tx, scope, copied, { from: activityTypeId, logo });
  });
  return made.catch(tellTaken);
}

/** A type as a file (CAD-AT-10). @throws ItineraError `not-found`, `not-allowed` (`role`). */
export async function exportType(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  activityTypeId: string,
): Promise<TypeFile> {
  const q = ctx.db.read;
  const { logo: _, ...content } = await contentOf(q, scope, await ownType(q, scope, activityTypeId));
  return typeFile(content);
}

/**
 * Makes a type of a file, with its forms and portal actions. Skills are known by their codes; those that the company has not
 * are left out, and told.
 * @throws ItineraError `invalid` (see `readTypeFile`, `requireSoundType`, `saveForm` and `saveAction`; the place in the file),
 *   `not-allowed` (`role`).
 */
export async function importType(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { file }: { file: string },
): Promise<TypeImported> {
  const read = readTypeFile(file);
  return ctx.db.write((tx) => add(ctx, tx, scope, read, { from: 'file' })).catch(tellTaken);
}

/** The gallery in the language of who reads. @throws ItineraError `not-allowed` (`role`). */
export async function listGallery(
  _: Context,
  { language }: BusinessUnitScope | SystemScope,
): Promise<GalleryEntry[]> {
  return gallery.map(({ code, content: { type } }) => ({
    code,
    name: localized(type.name, language),
    description: localized(type.description, language),
    duration: type.duration,
  }));
}

/** Makes a type of the gallery. @throws ItineraError `not-found`, `not-allowed` (`role`). */
export async function takeFromGallery(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { code }: { code: string },
): Promise<TypeImported> {
  const found = gallery.find((one) => one.code === code);
  if (!found) throw notFound('code');
  return ctx.db.write((tx) => add(ctx, tx, scope, found.content, { from: code })).catch(tellTaken);
}

async function add(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  { type, forms, actions }: ReadTypeFile,
  { from, logo = null }: { from: string; logo?: string | null },
): Promise<TypeImported> {
  const { defaultLanguage } = unitSettingsOf(await ownUnit(tx, scope));
  const idOf = new Map((await listSkills(tx, scope.companyId)).map(({ code, id }) => [code, id]));
  const asked = Object.entries(type.skills);
  const others = await listActivityTypes(tx, scope.businessUnitId);
  const settings = {
    ...type,
    name: spokenIn(type.name, defaultLanguage),
    skills: Object.fromEntries(asked.filter(([code]) => idOf.has(code))),
    logo,
    ...nextPlace(others, type.reference),
  };
  requireSoundType(settings, defaultLanguage);
  const activityTypeId = await insertType(ctx, tx, scope, settings, { from });
  const unknownSkills = new Set(asked.map(([code]) => code).filter((code) => !idOf.has(code)));
  for (const purpose of typeFormPurposes) {
    if (forms[purpose] === undefined) continue;
    const { definition, unknown } = formHere(forms[purpose], idOf, defaultLanguage);
    for (const code of unknown) unknownSkills.add(code);
    await at(`forms.${purpose}`, () => insertForm(ctx, tx, scope, { activityTypeId, purpose }, definition));
  }
  let brokenActions = 0;
  for (const [position, action] of actions.entries()) {
    const { broken } = await at(`actions.${position}`, () =>
      addAction(ctx, tx, scope, activityTypeId, action, position),
    );
    if (broken) brokenActions += 1;
  }
  return { activityTypeId, unknownSkills: [...unknownSkills], brokenActions };
}

/** Does part of it; what is refused is told with its place in the file. */
async function at<Result>(place: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ItineraError) || error.code !== 'invalid') throw error;
    const field = [place, error.field?.replace(/^definition\.?/, '')].filter(Boolean).join('.');
    throw new ItineraError('invalid', `${field}: ${error.message}`, {
      field,
      reason: error.reason ?? 'content',
      ...(error.details && { details: error.details }),
      cause: error,
    });
  }
}
