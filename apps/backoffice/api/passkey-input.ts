import { z } from 'zod';

const wrong = 'must be what the browser gave';
const binary = (longest: number) =>
  z
    .string(wrong)
    .max(longest, wrong)
    .regex(/^[\w-]*$/, wrong);
const credentialId = binary(1400).min(1, wrong); // 1023 bytes at most: WebAuthn level 3, section 5.8.3
const sealed = z.string().max(1000, 'must be what was shown');

/** A passkey that a browser made, with what it was asked for with. */
export const newPasskeyInput = z.object({
  sealed,
  name: z.string().max(60, 'must have at most 60 characters'),
  attestation: z.object({
    id: credentialId,
    response: z.object({
      clientDataJSON: binary(4000),
      attestationObject: binary(20_000),
      transports: z.array(z.string().max(40, wrong)).max(10, wrong).optional(),
    }),
  }),
});

/** What a passkey signed, with what it was asked for with. */
export const passkeyAnswerInput = z.object({
  sealed,
  assertion: z.object({
    id: credentialId,
    response: z.object({
      clientDataJSON: binary(4000),
      authenticatorData: binary(4000),
      signature: binary(4000),
      userHandle: binary(100).optional(),
    }),
  }),
});
