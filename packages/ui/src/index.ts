export { BrandMark } from './brand-mark.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorState } from './error-state.tsx';
export { formatBytes, formatDuration, speakDuration } from './format.ts';
export { LocalTime } from './local-time.tsx';
export { PersonAvatar } from './person-avatar.tsx';
export { StatusPill, type StatusTone } from './status-pill.tsx';
export { cssVariablesResolver, theme } from './theme.ts';
