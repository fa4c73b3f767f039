import type { CommunityConfigPatch } from '@reprise/replay';
import type { CommunityConfig } from '../../trpc/types.ts';

/** What people may change of a community's replay settings. */
export type EditableConfig = Omit<CommunityConfig, 'communityId' | 'version' | 'updatedAt'>;
export type ConfigField = keyof EditableConfig;

/** One setting that is different, in words. */
export interface ConfigChange {
  field: ConfigField;
  label: string;
  before: string;
  after: string;
}

type FieldTexts = { [Field in ConfigField]: { label: string; show: (value: EditableConfig[Field]) => string } };

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** What each setting is called and how its value reads. */
const fields: FieldTexts = {
  enabled: { label: 'Replay buffers', show: (value) => (value ? 'on' : 'off') },
  maxConcurrent: { label: 'At most at once', show: String },
  whoMayCapture: { label: 'Who may capture', show: (value) => (value === 'anyone' ? 'anyone in the call' : 'the sharer') },
  startAutomatically: { label: 'Start with every share', show: yesNo },
  allowedQualities: { label: 'Qualities', show: (value) => [...value].sort().join(', ') },
  defaultQuality: { label: 'Default quality', show: (value) => value },
  longestClipSeconds: { label: 'Longest clip', show: showSeconds },
  clipRetentionDays: { label: 'Clips are kept', show: showDays },
};

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
export function showField<Field extends ConfigField>(field: Field, config: EditableConfig): string {
  return fields[field].show(config[field]);
}

export const labelOf = (field: ConfigField): string => fields[field].label;

/** What is different between two states of the settings. */
export function diffConfig(before: EditableConfig, after: EditableConfig): ConfigChange[] {
  return configFields
    .map((field) => ({ field, label: labelOf(field), before: showField(field, before), after: showField(field, after) }))
    .filter((change) => change.before !== change.after);
}

/** Only these settings, as a change of what `version` was. */
export function patchOf(config: EditableConfig, changes: readonly ConfigChange[], version: number): CommunityConfigPatch {
  const patch: Partial<EditableConfig> = {};
  for (const { field } of changes) copyField(patch, config, field);
  return { ...patch, version };
}

function copyField<Field extends ConfigField>(to: Partial<EditableConfig>, from: EditableConfig, field: Field): void {
  to[field] = from[field];
}
