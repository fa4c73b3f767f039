'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import classes from './app-frame.module.css';

const places = [
  { href: '/', label: 'Channels', isHere: (path: string) => path === '/' },
  { href: '/clips', label: 'My clips', isHere: (path: string) => path.startsWith('/clips') },
] as const;

/** The two main places, the current one marked. */
export function MainNav() {
  const path = usePathname() ?? '/';
  return (
    <nav className={classes.nav} aria-label="Main">
      {places.map(({ href, label, isHere }) => (
        <Link key={href} href={href} className={classes.navLink} {...(isHere(path) ? { 'aria-current': 'page' as const } : {})}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
