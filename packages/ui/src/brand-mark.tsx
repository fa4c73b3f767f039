/** The sign of the product: a play head inside an arrow that goes back. Decorative beside the name. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" fill="var(--mantine-primary-color-filled)" />
      <path d="M9.2 10.6A9 9 0 1 1 7 16.4" stroke="var(--mantine-primary-color-contrast)" strokeWidth="2.4" strokeLinecap="round" />
      <path
        d="M8.4 6.2v5h5"
        stroke="var(--mantine-primary-color-contrast)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M14 12.6v6.8l5.6-3.4z" fill="var(--mantine-primary-color-contrast)" />
    </svg>
  );
}
