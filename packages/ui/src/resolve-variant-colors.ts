import { defaultVariantColorsResolver, isLightColor, parseThemeColor, type MantineTheme, type VariantColorsResolver } from '@mantine/core';

/**
 * Mantine's own colours of buttons and badges, but the text on a filled one is black or white by the shade that each
 * theme fills with: Mantine decides once, by the light theme's, which leaves white on the dark theme's bright shades
 * (2.5:1 where WCAG 2.2, 1.4.3 asks for 4.5:1).
 */
export const resolveVariantColors: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const { color, isThemeColor, shade } = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme });
  if (input.variant !== 'filled' || !isThemeColor || shade !== undefined) return resolved;
  return { ...resolved, color: `light-dark(${textOn(input.theme, color, 'light')}, ${textOn(input.theme, color, 'dark')})` };
};

function textOn(theme: MantineTheme, color: string, scheme: 'light' | 'dark'): string {
  const shades = theme.primaryShade;
  const fill = theme.colors[color]?.[typeof shades === 'number' ? shades : shades[scheme]];
  const isLight = fill !== undefined && isLightColor(fill, theme.luminanceThreshold);
  return isLight ? 'var(--mantine-color-black)' : 'var(--mantine-color-white)';
}
