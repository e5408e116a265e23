import { randomBytes } from 'node:crypto';

/** Where ids of new rows come from: UUIDv7, sortable by the time of making. */
export interface Ids {
  newId(): string;
}

/**
 * UUIDv7 (RFC 9562, section 5.7) from the machine's clock and its secure random source. Ids of one millisecond ascend:
 * the 12 bits after the version count up (method 1 of section 6.2), and a clock that moves back is not followed.
 */
export function systemIds(milliseconds: () => number = Date.now): Ids {
  let last = 0;
  let counter = 0;
  return {
    newId() {
      const now = milliseconds();
      if (now > last) {
        last = now;
        counter = randomBytes(2).readUInt16BE() & 0x7ff;
      } else if (counter === 0xfff) {
        last += 1;
        counter = 0;
      } else {
        counter += 1;
      }
      const bytes = randomBytes(16);
      bytes.writeUIntBE(last, 0, 6);
      bytes.writeUInt16BE(0x7000 | counter, 6);
      bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
      const hex = bytes.toString('hex');
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
        '-',
      );
    },
  };
}
