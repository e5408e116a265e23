/** What a picture becomes, and how large it may be before. */
export interface PictureUse {
  /** Bytes as it is uploaded. */
  mostBytes: number;
  /** Pixels of it; a small file can hold very many. */
  mostPixels: number;
  /** The box, in pixels, that it is fitted into; smaller ones stay as they are. */
  box: { width: number; height: number };
  format: 'png' | 'jpeg';
}

const mega = 1024 * 1024;

/** Logos and drawn signatures keep what is transparent; photos are as telephones make them. */
export const pictureUses = {
  logo: { mostBytes: mega, mostPixels: 16_000_000, box: { width: 600, height: 240 }, format: 'png' },
  signature: { mostBytes: mega, mostPixels: 4_000_000, box: { width: 600, height: 240 }, format: 'png' },
  /** One of ours once more, as small as it may be on paper. */
  report: {
    mostBytes: 15 * mega,
    mostPixels: 16_000_000,
    box: { width: 1000, height: 1000 },
    format: 'jpeg',
  },
  /** Of a report that would be too large. */
  'report-small': {
    mostBytes: 15 * mega,
    mostPixels: 16_000_000,
    box: { width: 500, height: 500 },
    format: 'jpeg',
  },
  'report-tiny': {
    mostBytes: 15 * mega,
    mostPixels: 16_000_000,
    box: { width: 200, height: 200 },
    format: 'jpeg',
  },
  photo: { mostBytes: 15 * mega, mostPixels: 64_000_000, box: { width: 2000, height: 2000 }, format: 'jpeg' },
} as const satisfies Record<string, PictureUse>;
export type PictureUseName = keyof typeof pictureUses;

/** Seconds of processor time that the process gives a picture before it gives up; a photo of 48 million pixels takes half of one. */
export const mostWork = 2;

/** How the process that redraws says why it did not. */
export const pictureExits = { unreadable: 3, pixels: 4 };
