const giga = 1024 ** 3;

/** Bytes that files may take: of one customer (a few hundred photos), and of a business unit. */
export const fileRoom = { customer: giga / 5, unit: 20 * giga };
