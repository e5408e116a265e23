import { listActivityTypes, listSkills, type Queries } from '@itinera/db';
import { ownUnit, settingsOf as unitSettingsOf } from '../business-units/settings.ts';
import type { Context } from '../context.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import { languages, localized, type LocalizedText } from '../shared/languages.ts';
import { nextPlace } from './create-type.ts';
import { gallery } from './gallery.ts';
import { notFound } from '../shared/ids.ts';
import { insertType, tellTaken } from './save-type.ts';
import { requireSoundType } from './settings-rules.ts';
import { ownType, typeSettings } from './settings.ts';
import { readTypeFile, typeFile, type PortableType, type TypeFile } from './type-file.ts';
import type { GalleryEntry, TypeImported } from './settings-types.ts';

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
    const settings = await typeSettings(tx, await ownType(tx, scope, activityTypeId));
    const name = Object.fromEntries(
      Object.entries(settings.name).map(([language, words]) => [language, `${words} (2)`]),
    );
    return add(
      ctx,
      tx,
      scope,
      { ...settings, name, portalShown: false },
      { from: activityTypeId, logo: settings.logo },
    );
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
  return typeFile(await typeSettings(q, await ownType(q, scope, activityTypeId)));
}

/**
 * Makes a type of a file. Skills are known by their codes; those that the company has not are left out, and told.
 * @throws ItineraError `invalid` (see `readTypeFile` and `requireSoundType`), `not-allowed` (`role`).
 */
export async function importType(
  ctx: Context,
  scope: BusinessUnitScope | SystemScope,
  { file }: { file: string },
): Promise<TypeImported> {
  const type = readTypeFile(file);
  return ctx.db.write((tx) => add(ctx, tx, scope, type, { from: 'file' })).catch(tellTaken);
}

/** The gallery in the language of who reads. @throws ItineraError `not-allowed` (`role`). */
export async function listGallery(
  _: Context,
  { language }: BusinessUnitScope | SystemScope,
): Promise<GalleryEntry[]> {
  return gallery.map(({ code, type }) => ({
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
  return ctx.db.write((tx) => add(ctx, tx, scope, found.type, { from: code })).catch(tellTaken);
}

async function add(
  ctx: Context,
  tx: Queries,
  scope: BusinessUnitScope | SystemScope,
  type: PortableType,
  { from, logo = null }: { from: string; logo?: string | null },
): Promise<TypeImported> {
  const { defaultLanguage } = unitSettingsOf(await ownUnit(tx, scope));
  const known = new Set((await listSkills(tx, scope.companyId)).map(({ code }) => code));
  const asked = Object.entries(type.skills);
  const skills = Object.fromEntries(asked.filter(([code]) => known.has(code)));
  const others = await listActivityTypes(tx, scope.businessUnitId);
  const settings = {
    ...type,
    name: spokenIn(type.name, defaultLanguage),
    skills,
    logo,
    ...nextPlace(others, type.reference),
  };
  requireSoundType(settings, defaultLanguage);
  const activityTypeId = await insertType(ctx, tx, scope, settings, { from });
  return { activityTypeId, unknownSkills: asked.map(([code]) => code).filter((code) => !known.has(code)) };
}

/** A file of somebody who speaks another language has no name in the unit's: it gets the one it has. */
function spokenIn(name: LocalizedText, language: (typeof languages)[number]): LocalizedText {
  if (name[language]) return name;
  const other = languages.map((one) => name[one]).find(Boolean);
  return other === undefined ? name : { ...name, [language]: other };
}
