export type { StoredFile, NewStoredFile } from './rows.ts';
export type { FileState } from './schema/files.ts';
export {
  insertFile,
  addFilePiece,
  findFile,
  findFilePiece,
  listFilesOf,
  listFilesOfRequests,
  listWaitingFiles,
  sumFileSizes,
  keepFiles,
  updateFiles,
  deleteFiles,
  deleteWaitingFiles,
  type WhichFiles,
} from './stores/files.ts';
