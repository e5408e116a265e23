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
  /** null: with a message from the home page, or with what is asked while booking. */
  interventionId: string | null;
  /** The form, by which portal action it is asked, and the code of the field that it answers; null: it answers none of the visit's. */
  form: { purpose: FormPurpose; field: string; actionId?: string | undefined } | null;
  /** Of a person of the portal: the action by which a message is sent with it, or a document signed by drawing. */
  actionId?: string | undefined;
  /** Of staff: the request that they answer with it. */
  requestId?: string | undefined;
  /** Of a person of the portal: the work that they are about to book, and the code of the field that it answers. */
  booking?: { activityTypeId: string; addressId: string; field: string } | undefined;
  /** Of a technician, for a closing: what was given with the visit, which may be theirs no longer. */
  seen?: string | undefined;
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
