/** Epoch seconds on this phone's own clock, right or wrong: the server sets it right by when it was sent. */
export function phoneNow(): number {
  return Math.round(Date.now() / 1000);
}
