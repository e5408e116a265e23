import { z } from 'zod';
import { ItineraError } from '../shared/errors.ts';
import { typeParts } from './settings-schema.ts';
import type { TypeSettings } from './settings-types.ts';

/** What a file of ours says that it is; a later version gets a number of its own. */
export const typeFileFormat = 'itinera-activity-type';
export const typeFileVersion = 1;
/** Characters of a file; everything a type can hold is far less. */
const longest = 500_000;

/**
 * An activity type as one JSON file: its configuration but for what belongs to the unit it comes from. Pictures stay
 * behind: they are the unit's. Parts of a type that are kept beside its settings (forms, portal actions) join here, each
 * under a name of its own, with a schema that refuses what it does not know.
 */
export interface TypeFile {
  format: typeof typeFileFormat;
  version: typeof typeFileVersion;
  type: PortableType;
}

export type PortableType = Omit<TypeSettings, 'logo' | 'position'>;

const { logo: _logo, position: _position, ...portableParts } = typeParts;

const file = z
  .object({
    format: z.literal(typeFileFormat, `must be "${typeFileFormat}": this is no file of an activity type`),
    version: z.literal(
      typeFileVersion,
      `must be ${typeFileVersion}: the file was written by a version of the program that this one does not know`,
    ),
    type: z.object(portableParts).strict(),
  })
  .strict();

export function typeFile({ logo: _, position: __, ...type }: TypeSettings): TypeFile {
  return { format: typeFileFormat, version: typeFileVersion, type };
}

/**
 * Reads a file of an activity type.
 * @throws ItineraError `invalid`: `file` (`too-large`; `json`: no JSON, with `details.line`), or the place in it, such as
 *   `type.duration`.
 */
export function readTypeFile(text: string): PortableType {
  if (text.length > longest)
    throw new ItineraError('invalid', `file must have at most ${longest} characters`, {
      field: 'file',
      reason: 'too-large',
    });
  const parsed = file.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.type as PortableType;
  const [issue] = parsed.error.issues;
  const field = [
    ...(issue?.path ?? []),
    ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []),
  ].join('.');
  throw new ItineraError('invalid', `${field || 'file'}: ${issue?.message ?? 'is not valid'}`, {
    field: field || 'file',
    reason: 'content',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    const line = text.slice(0, Number(position ?? text.length)).split('\n').length;
    throw new ItineraError('invalid', `file: line ${line} is no JSON`, {
      field: 'file',
      reason: 'json',
      details: { line },
      cause: error,
    });
  }
}
