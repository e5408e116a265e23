import { contrast, mix, readableOn, toHex, type Rgb } from './contrast.ts';

/** The page's own backgrounds; `tokens.css` has the same ones. */
const light: { page: Rgb; surface: Rgb } = { page: [250, 250, 248], surface: [255, 255, 255] };
const dark: { page: Rgb; surface: Rgb } = { page: [15, 17, 19], surface: [24, 27, 31] };
const white: Rgb = [255, 255, 255];

/** WCAG 2.2 AA: 4.5 for text. A little more, so that rounding never falls below. */
const textContrast = 4.6;

/** The colours made of one accent for one scheme. Every pair that carries text has a contrast of at least 4.5. */
export interface AccentColours {
  /** Filled buttons and panels. */
  fill: Rgb;
  fillHover: Rgb;
  /** Text on `fill` and `fillHover`. */
  onFill: Rgb;
  /** Links and marks on page, surface and tint. */
  text: Rgb;
  /** A quiet background for what is chosen. */
  tint: Rgb;
}

/** The colours for one scheme, out of the business unit's accent. */
export function accentColours(accent: Rgb, scheme: 'light' | 'dark'): AccentColours {
  const { page, surface } = scheme === 'light' ? light : dark;
  const tint = mix(surface, accent, scheme === 'light' ? 0.08 : 0.2);
  const onFill: Rgb = contrast(accent, white) >= 3 ? white : readableOn(accent, [accent], 21);
  const fill = readableOn(accent, [onFill], textContrast);
  return {
    fill,
    fillHover: readableOn(mix(fill, onFill === white ? [0, 0, 0] : white, 0.14), [onFill], textContrast),
    onFill,
    text: readableOn(accent, [page, surface, tint], textContrast),
    tint,
  };
}

/** The stylesheet that gives the pages the accent of a business unit, in both schemes. `:root:root` outweighs `tokens.css`, wherever it stands. */
export function themeCss(accent: Rgb): string {
  return `:root:root{${declarations(accentColours(accent, 'light'))}}
@media (prefers-color-scheme:dark){:root:root{${declarations(accentColours(accent, 'dark'))}}}
`;
}

function declarations(colours: AccentColours): string {
  return [
    `--accent-fill:${toHex(colours.fill)}`,
    `--accent-fill-hover:${toHex(colours.fillHover)}`,
    `--on-accent:${toHex(colours.onFill)}`,
    `--accent-text:${toHex(colours.text)}`,
    `--accent-tint:${toHex(colours.tint)}`,
  ].join(';');
}
