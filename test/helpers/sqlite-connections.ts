import Sqlite from 'better-sqlite3';

/** Collects the connections on which a setting is made from now on, until `restore`. */
export function spyOnConnections(): { opened: Set<Sqlite.Database>; restore: () => void } {
  const opened = new Set<Sqlite.Database>();
  const original = Sqlite.prototype.pragma;
  Sqlite.prototype.pragma = function (this: Sqlite.Database, ...args: Parameters<typeof original>): unknown {
    opened.add(this);
    return original.apply(this, args);
  };
  return { opened, restore: () => (Sqlite.prototype.pragma = original) };
}
