import type { UnitSettings } from '@itinera/core';
import { expect, test } from 'vitest';
import { draftOf, inputOf } from './draft.ts';

const settings: UnitSettings = {
  name: 'Unit 4',
  displayName: 'Vaduz Heating',
  portalOn: true,
  contactEmail: null,
  contactPhone: '+4232345678',
  contactAddress: null,
  welcome: { en: 'Welcome' },
  languages: ['en'],
  defaultLanguage: 'en',
  zone: 'Europe/Vaduz',
  channels: ['email'],
  newAccessesEnabled: true,
  permanentLinks: false,
  customersEditContact: true,
  customersEditAddresses: false,
  customersSeeClockings: false,
  techniciansCorrectClockings: false,
  smsCountries: ['LI', 'CH'],
  smsPerDay: 200,
  smsPerCountryAndDay: 100,
  slug: 'vaduz',
  ownDomain: null,
  accentColour: '#0b6e6e',
  backgroundColour: null,
  closures: [{ date: '2027-01-06', name: 'Epiphany', yearly: true }],
  logo: null,
};

test('what was not touched is sent as it was', () => {
  const welcome = { en: 'Welcome', 'pt-BR': '', it: '', fr: '' };
  expect(inputOf(draftOf(settings), 3)).toEqual({ ...settings, welcome, revision: 3 });
});

test('texts are trimmed, empty ones are none, lists are taken apart, a colour may lack its #', () => {
  const draft = draftOf(settings);
  Object.assign(draft, {
    contactPhone: ' ',
    ownDomain: ' service.example.com ',
    smsCountries: 'li; at,,CH ',
    accentColour: 'aabbcc',
    backgroundColour: ' ',
  });
  expect(inputOf(draft, 1)).toMatchObject({
    contactPhone: null,
    ownDomain: 'service.example.com',
    smsCountries: ['li', 'at', 'CH'],
    accentColour: '#aabbcc',
    backgroundColour: null,
  });
  draft.closures[0]!.name = 'changed';
  expect(settings.closures[0]!.name, 'the draft is a copy').toBe('Epiphany');
});
