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

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database refused'));
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
    all: (owner) => settled<Command[]>(commands().index('owner').getAll(owner)),
    async add(command, file) {
      const { transaction, ...stores } = writing();
      if (file) stores.files.put(file, command.key);
      const order = settled(stores.commands.add(command));
      await committed(transaction);
      return { ...command, order: Number(await order) };
    },
    async change(order, changes) {
      const { transaction, ...stores } = writing();
      const request: IDBRequest<Command | undefined> = stores.commands.get(order);
      request.onsuccess = () => {
        if (request.result) stores.commands.put({ ...request.result, ...changes });
      };
      await committed(transaction);
    },
    file: (key) => settled<Blob | undefined>(db.transaction('files').objectStore('files').get(key)),
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
      const all = await settled<Command[]>(commands().getAll());
      return all.filter(({ state }) => state === 'waiting' || state === 'conflict').length;
    },
  };
}
