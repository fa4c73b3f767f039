'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import classes from './app-frame.module.css';

const places = [
  { href: '/', label: 'Channels', isForAdmins: false, isHere: (path: string) => path === '/' },
  { href: '/clips', label: 'My clips', isForAdmins: false, isHere: (path: string) => path.startsWith('/clips') },
  { href: '/admin', label: 'Admin', isForAdmins: true, isHere: (path: string) => path.startsWith('/admin') },
] as const;

/** The main places, the current one marked; on a phone the administration is in the account's menu only. */
export function MainNav({ isInstanceAdmin }: { isInstanceAdmin: boolean }) {
  const path = usePathname() ?? '/';
  return (
    <nav className={classes.nav} aria-label="Main">
      {places
        .filter((place) => isInstanceAdmin || !place.isForAdmins)
        .map(({ href, label, isForAdmins, isHere }) => (
          <Link
            key={href}
            href={href}
            className={isForAdmins ? `${classes.navLink ?? ''} ${classes.wideOnly ?? ''}` : classes.navLink}
            {...(isHere(path) ? { 'aria-current': 'page' as const } : {})}
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
