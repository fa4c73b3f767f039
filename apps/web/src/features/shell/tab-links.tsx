'use client';
import Link from 'next/link';
import classes from './tab-links.module.css';

/** Links between the parts of a page; the current one is marked and in sight. */
export function TabLinks(props: { label: string; current: string; tabs: ReadonlyArray<{ id: string; label: string; href: string }> }) {
  const { label, current, tabs } = props;
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map(({ id, label: text, href }) => (
        <Link
          key={id}
          href={href}
          scroll={false}
          className={classes.tab}
          {...(id === current ? { 'aria-current': 'page' as const, ref: showInRow } : {})}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}

/** On a phone the row of tabs is wider than the screen. */
function showInRow(element: HTMLElement | null): void {
  const row = element?.parentElement;
  if (element && row) row.scrollLeft = element.offsetLeft - row.offsetLeft - 24;
}
