import { z } from 'zod';
import { typeParts } from '../catalogue/settings-schema.ts';
import type { TypeSettings } from '../catalogue/settings-types.ts';
import { mostActions } from '../portal-actions/save.ts';
import type { ActionSettings } from '../portal-actions/types.ts';
import { ItineraError } from '../shared/errors.ts';
import { plainReport } from '../shared/report-settings.ts';
import type { AnswerSkill, FormDefinition } from '../shared/forms/definition.ts';

/** What a file of ours says that it is; a later version gets a number of its own. */
export const typeFileFormat = 'itinera-activity-type';
export const typeFileVersion = 1;
/** Characters of a file; three forms of five hundred fields in four languages are less. */
const longest = 4_000_000;

/**
 * An activity type as one JSON file: its configuration but for what belongs to the unit it comes from. Pictures stay
 * behind: they are the unit's.
 */
export interface TypeFile extends TypeContent {
  format: typeof typeFileFormat;
  version: typeof typeFileVersion;
}

/** A type whole, with what is kept beside its settings. */
export interface TypeContent {
  type: PortableType;
  /** Those that somebody worked on. */
  forms: Partial<Record<TypeFormPurpose, PortableForm>>;
  /** In their order. */
  actions: ActionSettings[];
}

export type PortableType = Omit<TypeSettings, 'logo' | 'position'>;

/** The forms that are a type's own. */
export const typeFormPurposes = ['activity', 'closing', 'survey'] as const;
export type TypeFormPurpose = (typeof typeFormPurposes)[number];

/** A form whose skills are known by their codes. */
export interface PortableForm extends Omit<FormDefinition, 'skills'> {
  skills: (Omit<AnswerSkill, 'skillId'> & { skill: string })[];
}

/** A file as it was read: its forms and actions are looked at where they are made. */
export interface ReadTypeFile {
  type: PortableType;
  forms: Partial<Record<TypeFormPurpose, unknown>>;
  actions: unknown[];
}

const { logo: _logo, position: _position, ...parts } = typeParts;
/**
 * Files from before there was a choice say nothing of it: staff planned, nothing contained anything, nobody looked at what was
 * closed, and there were no reports.
 */
const portableParts = {
  ...parts,
  assignment: parts.assignment.default('by-hand'),
  container: parts.container.default(false),
  contained: parts.contained.default(false),
  supervisedClosing: parts.supervisedClosing.default(false),
  report: parts.report.default(plainReport),
};

const file = z
  .object({
    format: z.literal(typeFileFormat, `must be "${typeFileFormat}": this is no file of an activity type`),
    version: z.literal(
      typeFileVersion,
      `must be ${typeFileVersion}: the file was written by a version of the program that this one does not know`,
    ),
    type: z.object(portableParts).strict(),
    forms: z
      .partialRecord(z.enum(typeFormPurposes, `must be one of ${typeFormPurposes.join(', ')}`), z.unknown())
      .default({}),
    actions: z
      .array(z.unknown(), 'must be a list')
      .max(mostActions, `must have at most ${mostActions}`)
      .default([]),
  })
  .strict();

export function typeFile(content: TypeContent): TypeFile {
  return { format: typeFileFormat, version: typeFileVersion, ...content };
}

/**
 * Reads a file of an activity type.
 * @throws ItineraError `invalid`: `file` (`too-large`; `json`: no JSON, with `details.line`), or the place in it, such as
 *   `type.duration`.
 */
export function readTypeFile(text: string): ReadTypeFile {
  if (text.length > longest)
    throw new ItineraError('invalid', `file must have at most ${longest} characters`, {
      field: 'file',
      reason: 'too-large',
    });
  const parsed = file.safeParse(parseJson(text));
  if (parsed.success) {
    const { type, forms, actions } = parsed.data;
    return { type, forms, actions };
  }
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
