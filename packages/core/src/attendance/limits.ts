/** A clocking that has no end for longer than this was forgotten; nobody works longer in one piece. */
export const longestClocking = 16 * 3600;

/** Clocks that differ by no more are taken to be the same: that much passes on the way. */
export const sameClock = 60;

/** A clock that is wrong by no more is put right: also one that is set to another zone. */
export const mostShift = 86_400;

/** How long a tap may wait on a phone without network. */
export const longestWait = 7 * 86_400;
