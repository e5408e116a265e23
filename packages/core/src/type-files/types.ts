import type { GalleryEntry, TypeImported } from '../catalogue/settings-types.ts';
import type { BusinessUnitScope, SystemScope } from '../scopes.ts';
import type { TypeFile } from './type-file.ts';

/** Whole types, with their forms and portal actions, made of others. */
export interface TypeFileUseCases {
  copy(scope: BusinessUnitScope | SystemScope, input: { activityTypeId: string }): Promise<TypeImported>;
  exportFile(scope: BusinessUnitScope | SystemScope, activityTypeId: string): Promise<TypeFile>;
  /** `file`: the text of one that `exportFile` gave. */
  importFile(scope: BusinessUnitScope | SystemScope, input: { file: string }): Promise<TypeImported>;
  /** Ready types to begin with. */
  gallery(scope: BusinessUnitScope | SystemScope): Promise<GalleryEntry[]>;
  takeFromGallery(scope: BusinessUnitScope | SystemScope, input: { code: string }): Promise<TypeImported>;
}
