/** Bytes of a picture as it is uploaded. */
export const mostBytes = 1024 * 1024;
/** Pixels of it; a small file can hold very many. */
export const mostPixels = 16_000_000;
/** The box, in pixels, that it is fitted into; smaller ones stay as they are. */
export const pictureSize = { width: 600, height: 240 };
/** How the process that redraws says why it did not. */
export const pictureExits = { unreadable: 3, pixels: 4 };
