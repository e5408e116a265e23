import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, parseColour, readableOn, toHex, type Rgb } from './contrast.ts';
import { accentColours, backgroundFaults, derivedShades, pageColours, schemes } from './portal-colours.ts';

const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)) as fc.Arbitrary<Rgb>;
const scheme = fc.constantFrom(...schemes);

describe('contrast', () => {
  it('is the published one', () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
    expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.478, 3); // #777: known to fail 4.5
    expect(contrast([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.542, 3); // #767676: known to pass
    expect(contrast([10, 20, 30], [10, 20, 30])).toBe(1);
  });

  it('leaves a readable colour alone and moves another no further than needed', () => {
    expect(readableOn([0, 64, 128], [[255, 255, 255]], 4.5)).toEqual([0, 64, 128]);
    const moved = readableOn([255, 220, 0], [[255, 255, 255]], 4.5);
    expect(contrast(moved, [255, 255, 255])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(moved, [255, 255, 255])).toBeLessThan(5);
  });
});

describe('the colours of a business unit', () => {
  it('are read in the usual notations only', () => {
    expect(parseColour('#0f766e')).toEqual([15, 118, 110]);
    expect(parseColour('FA0')).toEqual([255, 170, 0]);
    expect(toHex([15, 118, 110])).toBe('#0f766e');
    for (const text of ['', 'red', '#12', '#1234567', 'url(x)', '#ffffff;}', '#ggg'])
      expect(parseColour(text)).toBeNull();
  });

  it('stay readable whatever accent the company likes on whatever background is taken, in light and dark', () => {
    let taken = 0;
    fc.assert(
      fc.property(colour, fc.option(colour), scheme, (accent, wished, look) => {
        const background = wished && backgroundFaults(wished).length === 0 ? wished : null;
        if (background) taken++;
        const { fill, fillHover, onFill, text, tint } = accentColours(accent, look, background);
        const { page, surface } = pageColours(background, look);
        const pairs: [Rgb, Rgb][] = [
          [onFill, fill],
          [onFill, fillHover],
          [text, tint],
          [text, page],
          [text, surface],
        ];
        for (const [a, b] of pairs) expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 2000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('a background is refused exactly where something on the light page would be unreadable', () => {
    expect(backgroundFaults([250, 250, 248])).toEqual([]);
    expect(backgroundFaults([244, 241, 234])).toEqual([]);
    const [worst] = backgroundFaults([16, 32, 48]);
    expect(worst).toMatchObject({ scheme: 'light', needed: 4.5 });
    expect(worst!.ratio).toBeLessThan(2);
    fc.assert(
      fc.property(colour, (background) => {
        const unreadable =
          contrast([85, 92, 102], background) < 4.5 ||
          contrast([179, 38, 30], background) < 4.5 ||
          contrast([124, 130, 139], background) < 3;
        expect(backgroundFaults(background).length > 0).toBe(unreadable);
      }),
      { numRuns: 1000 },
    );
  });

  it('says which shade stands in for an accent that is not readable itself', () => {
    expect(derivedShades([31, 95, 139], null).map(({ scheme, pair }) => `${pair} ${scheme}`)).toEqual([
      'links dark',
    ]);
    const yellow = derivedShades([255, 221, 0], null);
    expect(yellow.map(({ scheme, pair }) => `${pair} ${scheme}`)).toEqual(['links light']);
    expect(yellow[0]!.ratio).toBeLessThan(1.5);
    expect(contrast(yellow[0]!.shade, [250, 250, 248])).toBeGreaterThanOrEqual(4.5);
  });
});
