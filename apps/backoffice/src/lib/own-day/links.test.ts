import { describe, expect, it } from 'vitest';
import { mapAddress, phoneAddress } from './links.ts';

const address = { label: '', text: 'Städtle 1, 9490 Vaduz', lon: 9.5215, lat: 47.1392 };

describe('one tap to drive and to call (CAD-SS-02)', () => {
  it('opens the map that the phone has', () => {
    expect(mapAddress({ address }, 'Mozilla/5.0 (Linux; Android 15)')).toBe(
      'geo:47.1392,9.5215?q=47.1392%2C9.5215(St%C3%A4dtle%201%2C%209490%20Vaduz)',
    );
    expect(mapAddress({ address }, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)')).toBe(
      'https://maps.apple.com/?daddr=47.1392,9.5215',
    );
  });

  it('leads nowhere when nobody knows where', () => {
    expect(mapAddress({ address: { ...address, lon: null } }, '')).toBeNull();
    expect(mapAddress({ address: null }, '')).toBeNull();
  });

  it('dials digits, whatever was typed', () => {
    expect(phoneAddress(' +423 (0) 200-02 02')).toBe('tel:+42302000202');
    expect(phoneAddress('javascript:alert(1)')).toBe('tel:1');
  });
});
