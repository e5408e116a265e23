import type { FormFile } from '@itinera/core';
import { onPhone, type NewCommand } from './command.ts';
import { newKey, phone } from './phone.svelte.ts';

/** Files that are kept on the phone first and sent when there is a network, for a form that is sent by the queue. */
export interface PhoneFiles {
  /** Those that were there when it was opened. */
  files: FormFile[];
  keep(field: string, file: File): Promise<FormFile>;
  drop(id: string): Promise<void>;
  /** Where the page shows it from. */
  address(id: string): string | undefined;
}

type Of = Pick<NewCommand, 'businessUnitId' | 'interventionId' | 'title'> & {
  purpose: 'activity' | 'closing';
  /** What was given with the visit. */
  seen: string | null;
};

/** The files of a form that are on this phone, whether the page is the one that took them or not. */
export async function openPhoneFiles({ seen, ...of }: Of): Promise<PhoneFiles> {
  const addresses = new Map<string, string>();
  const files: FormFile[] = [];
  const open = (key: string, bytes: Blob, { field = '', name = '' }): FormFile => {
    const id = onPhone + key;
    addresses.set(id, URL.createObjectURL(bytes));
    return { id, field, name, type: bytes.type, size: bytes.size };
  };
  for (const { kind, interventionId, purpose, key, field, fileName } of phone.commands) {
    if (kind !== 'file' || interventionId !== of.interventionId || purpose !== of.purpose) continue;
    const bytes = await phone.file(key);
    if (bytes) files.push(open(key, bytes, { field: field ?? '', name: fileName ?? '' }));
  }
  return {
    files,
    async keep(field, file) {
      const key = newKey();
      // A file that was chosen is another's to change: its bytes are taken now.
      const bytes = new Blob([await file.arrayBuffer()], { type: file.type });
      await phone.add({ ...of, key, kind: 'file', field, fileName: file.name, body: { seen } }, bytes);
      return open(key, bytes, { field, name: file.name });
    },
    drop: (id) => phone.forget(id.slice(onPhone.length)),
    address: (id) => addresses.get(id),
  };
}
