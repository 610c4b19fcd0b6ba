import { shortName } from './refs';

/** A build, which is what a run of a pipeline is called in the Build API. */
export interface Build {
  id: number;
  buildNumber: string;
  status: 'none' | 'inProgress' | 'completed' | 'cancelling' | 'postponed' | 'notStarted' | 'all';
  result?: 'none' | 'succeeded' | 'partiallySucceeded' | 'failed' | 'canceled';
  sourceBranch: string;
  sourceVersion: string;
  requestedFor?: { displayName?: string; uniqueName?: string };
  repository?: { name?: string; type?: string };
  templateParameters?: Record<string, string>;
  _links: { web: { href: string } };
}

/** What a build deployed: its parameter `version`, else the tag or branch it ran on. A version that is a SHA is its own commit. */
export function deployedBy({ templateParameters, sourceBranch, sourceVersion }: Build) {
  const version = templateParameters?.['version'] || shortName(sourceBranch);
  return { version, commit: /^[0-9a-f]{40}$/.test(version) ? version : sourceVersion };
}
