import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, parseColour, readableOn, toHex, type Rgb } from './contrast.ts';
import { accentColours, themeCss } from './theme-css.ts';

const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)) as fc.Arbitrary<Rgb>;
const pages: Record<'light' | 'dark', Rgb[]> = {
  light: [
    [250, 250, 248],
    [255, 255, 255],
  ],
  dark: [
    [15, 17, 19],
    [24, 27, 31],
  ],
};

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

describe('the accent of a business unit', () => {
  it('is read in the usual notations only', () => {
    expect(parseColour('#0f766e')).toEqual([15, 118, 110]);
    expect(parseColour('FA0')).toEqual([255, 170, 0]);
    expect(toHex([15, 118, 110])).toBe('#0f766e');
    for (const text of ['', 'red', '#12', '#1234567', 'url(x)', '#ffffff;}', '#ggg'])
      expect(parseColour(text)).toBeNull();
  });

  it('stays readable whatever colour the company likes, in light and dark', () => {
    fc.assert(
      fc.property(colour, fc.constantFrom('light' as const, 'dark' as const), (accent, scheme) => {
        const { fill, fillHover, onFill, text, tint } = accentColours(accent, scheme);
        const pairs: [Rgb, Rgb][] = [
          [onFill, fill],
          [onFill, fillHover],
          [text, tint],
          ...pages[scheme].map((page): [Rgb, Rgb] => [text, page]),
        ];
        for (const [a, b] of pairs) expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
      }),
      { numRuns: 2000 },
    );
  });

  it('is written as plain declarations for both schemes', () => {
    expect(themeCss([15, 118, 110])).toMatch(
      /^:root:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\n@media \(prefers-color-scheme:dark\)\{:root:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\}\n$/,
    );
  });
});
