import { contrast, mix, readableOn, type Rgb } from './contrast.ts';

/** The look the reader's device asks for. */
export type Scheme = 'light' | 'dark';
export const schemes = ['light', 'dark'] as const;

/** WCAG 2.2 AA: text needs 4.5, the edges of fields 3. Derived shades get a little more, so that rounding never falls below. */
const textContrast = 4.5;
const edgeContrast = 3;
const derivedContrast = 4.6;

/** What the portal's pages are made of; `apps/portal/src/styles/tokens.css` has the same ones. */
const looks: Record<Scheme, { page: Rgb; surface: Rgb; ink: Rgb; soft: Rgb; danger: Rgb; edge: Rgb }> = {
  light: {
    page: [250, 250, 248],
    surface: [255, 255, 255],
    ink: [26, 29, 33],
    soft: [85, 92, 102],
    danger: [179, 38, 30],
    edge: [124, 130, 139],
  },
  dark: {
    page: [15, 17, 19],
    surface: [24, 27, 31],
    ink: [237, 239, 242],
    soft: [168, 176, 187],
    danger: [255, 138, 128],
    edge: [128, 136, 148],
  },
};
/** How much of the company's background the dark pages take: its hue, and no light to speak of. */
const hueInDark = 0.06;
const white: Rgb = [255, 255, 255];

/** The backgrounds of pages and cards; `background` is the company's, for the light look. */
export function pageColours(background: Rgb | null, scheme: Scheme): { page: Rgb; surface: Rgb } {
  const { page, surface } = looks[scheme];
  if (background === null) return { page, surface };
  if (scheme === 'light') return { page: background, surface };
  return { page: mix(page, background, hueInDark), surface: mix(surface, background, hueInDark) };
}

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

/** The colours for one scheme, out of the business unit's accent and, where it has one, its background. */
export function accentColours(accent: Rgb, scheme: Scheme, background: Rgb | null = null): AccentColours {
  const { page, surface } = pageColours(background, scheme);
  const tint = mix(surface, accent, scheme === 'light' ? 0.08 : 0.2);
  const onFill: Rgb = contrast(accent, white) >= 3 ? white : readableOn(accent, [accent], 21);
  const fill = readableOn(accent, [onFill], derivedContrast);
  return {
    fill,
    fillHover: readableOn(mix(fill, onFill === white ? [0, 0, 0] : white, 0.14), [onFill], derivedContrast),
    onFill,
    text: readableOn(accent, [page, surface, tint], derivedContrast),
    tint,
  };
}

/** A pair of colours that nobody could read: `ratio` is what it has, `needed` what WCAG 2.2 AA asks. */
export interface ContrastFault {
  scheme: Scheme;
  pair: 'text' | 'quiet-text' | 'error-text' | 'field-edge';
  ratio: number;
  needed: number;
}

/** What would be unreadable on this background, worst first; a background with faults is refused. */
export function backgroundFaults(background: Rgb): ContrastFault[] {
  const faults = schemes.flatMap((scheme) => {
    const { ink, soft, danger, edge } = looks[scheme];
    const { page } = pageColours(background, scheme);
    const pairs: [ContrastFault['pair'], Rgb, number][] = [
      ['text', ink, textContrast],
      ['quiet-text', soft, textContrast],
      ['error-text', danger, textContrast],
      ['field-edge', edge, edgeContrast],
    ];
    return pairs.map(([pair, colour, needed]) => ({ scheme, pair, ratio: contrast(colour, page), needed }));
  });
  return faults
    .filter(({ ratio, needed }) => ratio < needed)
    .sort((a, b) => a.ratio / a.needed - b.ratio / b.needed);
}

/** An accent that would not be readable as it is: the portal takes `shade` instead. */
export interface DerivedShade {
  scheme: Scheme;
  pair: 'button-text' | 'links';
  /** Of the accent as it is. */
  ratio: number;
  needed: number;
  shade: Rgb;
}

/** Where the portal takes another shade than the accent itself. */
export function derivedShades(accent: Rgb, background: Rgb | null): DerivedShade[] {
  return schemes.flatMap((scheme) => {
    const { fill, onFill, text, tint } = accentColours(accent, scheme, background);
    const { page, surface } = pageColours(background, scheme);
    const links = Math.min(...[page, surface, tint].map((ground) => contrast(accent, ground)));
    const shades: DerivedShade[] = [
      {
        scheme,
        pair: 'button-text',
        ratio: contrast(accent, onFill),
        needed: textContrast,
        shade: fill,
      },
      { scheme, pair: 'links', ratio: links, needed: textContrast, shade: text },
    ];
    return shades.filter(({ ratio }) => ratio < textContrast);
  });
}
