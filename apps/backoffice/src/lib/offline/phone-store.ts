import type { Command } from './command.ts';
import type { QueueStore } from './store.ts';

const name = 'itinera-phone';

/** The browser's database of this application, made where there is none: commands and their files, and what is kept to read. */
export function openPhone(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const commands = request.result.createObjectStore('commands', {
        keyPath: 'order',
        autoIncrement: true,
      });
      commands.createIndex('owner', 'owner');
      request.result.createObjectStore('files');
      request.result.createObjectStore('kept');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
}

/** A request to the browser's database, whatever it brings: their own type fits no other. */
export interface Asked {
  readonly result: unknown;
  readonly error: DOMException | null;
  addEventListener(type: 'success' | 'error', listener: () => void): void;
}

/** What a request brought: what was put in is what comes out. */
export function settled(request: Asked): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the database refused')));
  });
}

/** When a transaction is on the disk. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the database refused'));
  });
}

/** The queue's store in the browser (IndexedDB). `strict`: what is acknowledged outlives a phone that dies. */
export function phoneStore(db: IDBDatabase): QueueStore {
  const writing = (): { transaction: IDBTransaction; commands: IDBObjectStore; files: IDBObjectStore } => {
    const transaction = db.transaction(['commands', 'files'], 'readwrite', { durability: 'strict' });
    return {
      transaction,
      commands: transaction.objectStore('commands'),
      files: transaction.objectStore('files'),
    };
  };
  const commands = (): IDBObjectStore => db.transaction('commands').objectStore('commands');
  return {
    all: async (owner) => (await settled(commands().index('owner').getAll(owner))) as Command[],
    async add(command, file) {
      const { transaction, ...stores } = writing();
      if (file) stores.files.put(file, command.key);
      const order = settled(stores.commands.add(command));
      await committed(transaction);
      return { ...command, order: Number(await order) };
    },
    async change(order, changes) {
      const { transaction, ...stores } = writing();
      const request: Asked = stores.commands.get(order);
      request.addEventListener('success', () => {
        if (request.result) stores.commands.put({ ...(request.result as Command), ...changes });
      });
      await committed(transaction);
    },
    file: async (key) =>
      (await settled(db.transaction('files').objectStore('files').get(key))) as Blob | undefined,
    async removeFile(key) {
      const { transaction, files } = writing();
      files.delete(key);
      await committed(transaction);
    },
    async remove(order) {
      const { transaction, ...stores } = writing();
      stores.commands.delete(order);
      await committed(transaction);
    },
    async unsent() {
      const all = (await settled(commands().getAll())) as Command[];
      return all.filter(({ state }) => state === 'waiting' || state === 'conflict').length;
    },
  };
}
