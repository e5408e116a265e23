import { m } from '#paraglide/messages.js';

type Channel = 'email' | 'sms';

/** What the sign-in page says, by the channels of the company. */
export function signInWords(channels: readonly Channel[]) {
  const kind = channels.length > 1 ? 'both' : channels[0] === 'sms' ? 'sms' : 'email';
  const label = { email: m.sign_in_email, sms: m.sign_in_phone, both: m.sign_in_both }[kind]();
  const hint = { email: m.sign_in_hint, sms: m.sign_in_hint_phone, both: m.sign_in_hint_both }[kind]();
  const missing = { email: m.sign_in_missing, sms: m.sign_in_missing_phone, both: m.sign_in_missing_both };
  const malformed = { email: m.sign_in_invalid, sms: m.sign_in_invalid_phone, both: m.sign_in_invalid_both };
  const field = {
    email: { type: 'email', autocomplete: 'email' },
    sms: { type: 'tel', autocomplete: 'tel' },
    both: { type: 'text', autocomplete: 'username' },
  } as const;
  return {
    label,
    hint,
    field: field[kind],
    missing: missing[kind](),
    /** @param reason why the core refused it */
    invalid(reason: string | undefined): string {
      if (reason === 'country-off') return m.sign_in_country_off();
      if (reason === 'country-code' && kind !== 'email') return m.sign_in_country_code();
      return malformed[kind]();
    },
  };
}
