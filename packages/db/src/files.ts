export type { StoredFile, NewStoredFile } from './rows.ts';
export type { FileState } from './schema/files.ts';
export {
  insertFile,
  addFilePiece,
  findFile,
  findFilePiece,
  listFilesOf,
  sumFileSizes,
  keepFiles,
  deleteFiles,
  deleteWaitingFiles,
  type WhichFiles,
} from './stores/files.ts';
