/** A clocking that has no end for longer than this was forgotten; nobody works longer in one piece. */
export const longestClocking = 16 * 3600;
