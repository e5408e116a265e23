import { accentColours, pageColours, toHex, type Rgb, type Scheme } from '@itinera/core/shared';

/**
 * The stylesheet that gives the pages accent and background of a business unit, in both schemes. `:root:root` outweighs
 * `tokens.css`, wherever it stands.
 */
export function themeCss(accent: Rgb, background: Rgb | null): string {
  return `:root:root{${declarations(accent, background, 'light')}}
@media (prefers-color-scheme:dark){:root:root{${declarations(accent, background, 'dark')}}}
`;
}

function declarations(accent: Rgb, background: Rgb | null, scheme: Scheme): string {
  const colours = accentColours(accent, scheme, background);
  const pages = pageColours(background, scheme);
  return [
    `--accent-fill:${toHex(colours.fill)}`,
    `--accent-fill-hover:${toHex(colours.fillHover)}`,
    `--on-accent:${toHex(colours.onFill)}`,
    `--accent-text:${toHex(colours.text)}`,
    `--accent-tint:${toHex(colours.tint)}`,
    ...(background === null ? [] : [`--page:${toHex(pages.page)}`, `--surface:${toHex(pages.surface)}`]),
  ].join(';');
}
