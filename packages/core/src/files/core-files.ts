import type { AccessScope, BusinessUnitScope } from '../scopes.ts';
import type { Arriving, FileView, KeyedUpload, OpenedFile, UploadInput } from './types.ts';

/** The use cases of files: `Core` names this group by one line. */
export interface FileUseCases {
  /** Takes a file that something sent later names: a form's answer, a message. Unnamed for a day, it goes. */
  upload(scope: AccessScope | BusinessUnitScope, input: UploadInput, content: Arriving): Promise<FileView>;
  /** Takes back an upload, whether it has arrived, is on its way or will never come. */
  withdraw(scope: AccessScope | BusinessUnitScope, input: KeyedUpload): Promise<void>;
  /** With its bytes; `not-found` also for what these eyes may not see. */
  read(scope: AccessScope | BusinessUnitScope, fileId: string): Promise<OpenedFile>;
  /** Takes back what one has sent and nothing names yet. */
  remove(scope: AccessScope | BusinessUnitScope, fileId: string): Promise<void>;
}
