import { Avatar } from '@mantine/core';

/** Somebody's initials; what stands in brackets after a name is no part of it. Decorative beside the name. */
export function PersonAvatar({ name, size, className }: { name: string; size?: number; className?: string }) {
  return (
    <Avatar
      name={name.replace(/\(.*?\)/g, '').trim() || name}
      color="tide"
      aria-hidden="true"
      {...(size === undefined ? {} : { size })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
