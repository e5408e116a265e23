/** What hashing a password with argon2id takes: KiB of memory, and how often it is gone through. */
export interface PasswordCost {
  memoryCost: number;
  timeCost: number;
}

/** 19 MiB and two passes, with one lane: OWASP Password Storage Cheat Sheet, second configuration. */
export const passwordCost: PasswordCost = { memoryCost: 19_456, timeCost: 2 };
