import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { resolveVariantColors } from './resolve-variant-colors.ts';

/** The one accent of the product. Shade 7 carries white text at 5:1, shade 5 carries black text. */
const tide: MantineColorsTuple = [
  '#e6f8f5',
  '#cdefe9',
  '#9fe0d5',
  '#6dd0c0',
  '#45c2af',
  '#2cb8a3',
  '#149683',
  '#0b7a6b',
  '#0a6458',
  '#074c43',
];

/** Neutral greys with a slight cool cast: quieter beside video than pure grey. */
const dark: MantineColorsTuple = [
  '#d3d7dc',
  '#b7bdc5',
  '#979fa9',
  '#6a727c',
  '#3b4149',
  '#30353c',
  '#262a30',
  '#1b1e23',
  '#131519',
  '#0c0d10',
];

const closeButtonProps = { 'aria-label': 'Close' };

/** Theme of every page: one accent, calm surfaces, visible focus. */
export const theme = createTheme({
  primaryColor: 'tide',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  variantColorResolver: resolveVariantColors,
  colors: { tide, dark },
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Modal: {
      styles: { title: { fontWeight: 650 } },
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45, blur: 2 }, closeButtonProps },
    },
    Drawer: { styles: { title: { fontWeight: 650 } }, defaultProps: { closeButtonProps } },
    Notification: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      // Mantine's own grey is 3.3:1 on white.
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    },
    // The focus goes to the first item (ARIA APG, menu pattern); Mantine's placeholder is no item of a menu.
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false } },
  },
});

/**
 * Colours Mantine has no theme key for. Dimmed text keeps 4.5:1 on both bodies (WCAG 2.2, 1.4.3);
 * `--reprise-live` is only ever used for "this is being recorded".
 */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--reprise-stage': '#0c0d10' },
  light: {
    '--mantine-color-body': '#f7f8f9',
    '--mantine-color-dimmed': '#59616b',
    '--mantine-color-placeholder': '#6b737d',
    '--reprise-surface': '#ffffff',
    '--reprise-line': '#e3e6ea',
    '--reprise-live': '#c92a2a',
    // Shade 7 is 3.8:1 on white; this is 5.6:1, for words and with white on it.
    '--mantine-color-red-text': '#c92a2a',
    '--mantine-color-red-outline': '#c92a2a',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
    // 5.4:1 on white, where Mantine's is 3.1:1.
    '--mantine-color-orange-text': '#b34a00',
    '--mantine-color-orange-outline': '#b34a00',
    // On a tinted button under the pointer, too.
    '--mantine-color-red-light-color': '#a61e1e',
  },
  dark: {
    '--mantine-color-body': '#131519',
    // Also on an item of a menu under the pointer.
    '--mantine-color-dimmed': '#a6aeb8',
    '--reprise-surface': '#1b1e23',
    '--reprise-line': '#2b3037',
    '--reprise-live': '#ff6b6b',
    ...brightOnDark('tide'),
    ...brightOnDark('red'),
    ...brightOnDark('orange'),
  },
});

/**
 * What is outlined or tinted keeps its colour on the dark body: Mantine takes it four and five shades below the one it
 * fills with, which is next to white here. Shade 3 is above 7:1 on both dark surfaces.
 */
function brightOnDark(color: string): Record<string, string> {
  return {
    [`--mantine-color-${color}-outline`]: `var(--mantine-color-${color}-3)`,
    [`--mantine-color-${color}-light-color`]: `var(--mantine-color-${color}-3)`,
  };
}
