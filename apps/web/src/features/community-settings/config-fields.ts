import { communityConfigPatchSchema, type CommunityConfigPatch } from '@reprise/replay';
import type { CommunityConfig } from '../../trpc/types.ts';

/** What people may change of a community's replay settings. */
export type EditableConfig = Omit<CommunityConfig, 'communityId' | 'bufferDurationSeconds' | 'version' | 'updatedAt'>;
export type ConfigField = keyof EditableConfig;

/** One setting that is different, in words. */
export interface ConfigChange {
  field: ConfigField;
  label: string;
  before: string;
  after: string;
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** What each setting is called and how its value reads. */
const fields: Record<ConfigField, { label: string; show: (config: EditableConfig) => string }> = {
  enabled: { label: 'Replay buffers', show: ({ enabled }) => (enabled ? 'on' : 'off') },
  maxConcurrent: { label: 'At most at once', show: ({ maxConcurrent }) => String(maxConcurrent) },
  whoMayCapture: {
    label: 'Who may capture',
    show: ({ whoMayCapture }) => (whoMayCapture === 'anyone' ? 'anyone in the call' : 'the sharer'),
  },
  startAutomatically: { label: 'Start with every share', show: ({ startAutomatically }) => yesNo(startAutomatically) },
  allowedQualities: { label: 'Qualities', show: ({ allowedQualities }) => [...allowedQualities].sort().join(', ') },
  defaultQuality: { label: 'Default quality', show: ({ defaultQuality }) => defaultQuality },
  longestClipSeconds: { label: 'Longest clip', show: ({ longestClipSeconds }) => showSeconds(longestClipSeconds) },
  clipRetentionDays: { label: 'Clips are kept', show: ({ clipRetentionDays }) => showDays(clipRetentionDays) },
  publicLinksAllowed: { label: 'Public links', show: ({ publicLinksAllowed }) => (publicLinksAllowed ? 'allowed' : 'forbidden') },
};

/**
 * The settings as they take effect: the longest clip is at most what the instance allows, though more may be stored.
 * Without this a choice could never be taken back to what it was.
 */
export function withinBuffer(config: CommunityConfig): CommunityConfig {
  return { ...config, longestClipSeconds: Math.min(config.longestClipSeconds, config.bufferDurationSeconds) };
}

/** Every setting, in the order of the form. */
export const configFields: readonly ConfigField[] = [
  'enabled',
  'maxConcurrent',
  'whoMayCapture',
  'startAutomatically',
  'allowedQualities',
  'defaultQuality',
  'longestClipSeconds',
  'clipRetentionDays',
  'publicLinksAllowed',
];

/** A length as a setting reads: `45 s`, `10 min`. */
export function showSeconds(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** For how long clips are kept; 0 days is for ever. */
export function showDays(days: number): string {
  if (days === 0) return 'for ever';
  return days === 1 ? '1 day' : `${days} days`;
}

/** A setting's value in words. */
export const showField = (field: ConfigField, config: EditableConfig): string => fields[field].show(config);

/** What a setting is called. */
export const labelOf = (field: ConfigField): string => fields[field].label;

/** What is different between two states of the settings. */
export function diffConfig(before: EditableConfig, after: EditableConfig): ConfigChange[] {
  return configFields
    .map((field) => ({ field, label: labelOf(field), before: showField(field, before), after: showField(field, after) }))
    .filter((change) => change.before !== change.after);
}

/** Only these settings, as a change of what `version` was. */
export function patchOf(config: EditableConfig, changes: readonly ConfigChange[], version: number): CommunityConfigPatch {
  const changed = Object.fromEntries(changes.map(({ field }) => [field, config[field]]));
  return communityConfigPatchSchema.parse({ ...changed, version });
}
