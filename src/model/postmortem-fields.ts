/** What a postmortem's template may leave to be filled in, as `{{title}}`. */
export const POSTMORTEM_FIELDS = [
  'title',
  'severity',
  'id',
  'service',
  'commander',
  'opened',
  'resolved',
  'duration',
  'cause',
  'resolution',
  'timeline',
  'actions',
] as const;
export type PostmortemField = (typeof POSTMORTEM_FIELDS)[number];
