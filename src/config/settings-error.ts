/** Settings that are set, but to something that cannot work; one line each. */
export class SettingsError extends Error {
  override name = 'SettingsError';

  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}
