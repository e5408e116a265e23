import type { Arriving } from './spool.ts';
import type { FormPurpose } from '../shared/forms/definition.ts';

/** A file for people to see: its bytes are asked for by its id. */
export interface FileView {
  id: string;
  name: string;
  /** A media type of the closed list `fileTypes`. */
  type: string;
  /** Bytes. */
  size: number;
}

/** A file of a form, and to which field it was sent. */
export interface FormFile extends FileView {
  field: string;
}

/** Where a file goes. */
export interface UploadInput {
  interventionId: string;
  /** The form, by which portal action it is asked, and the code of the field that it answers; null: it goes with a message about the intervention. */
  form: { purpose: FormPurpose; field: string; actionId?: string | undefined } | null;
  /** As the browser calls it. */
  name: string;
  /** The same upload with the same key is kept once, however often it is sent. */
  idempotencyKey?: string | undefined;
}

/** An upload that can be taken back before its answer is there. */
export type KeyedUpload = UploadInput & { idempotencyKey: string };

/** A file with its bytes, piece by piece. */
export interface OpenedFile extends FileView {
  content: AsyncIterable<Uint8Array>;
}

/** What the use cases of files take beside a scope. */
export type { Arriving };
