import { parseArgs } from 'node:util';
import { type TeamsPackage } from '../../src/platforms/teams/manifest';

export const USAGE = `usage: MicrosoftAppId=… npm run package:teams -- --domain HOST --website URL [--privacy URL] [--terms URL]
                   [--company NAME] [--resource api://…] [--version 1.0.0] [--out countersign-teams.zip]
  --domain    host name of the function app, such as countersign-demo.azurewebsites.net
  --website   a page about it, with https; --privacy and --terms are the same page where they are not given
  --company   who runs it, at most 32 characters; default: the name in the company file
  --resource  the application ID URI, when single sign-on is set up
  --version   must grow with each change that Teams is to notice; default: the version in package.json`;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;
const SEMVER = /^\d+\.\d+\.\d+$/;
const COMPANY = 32;

/**
 * What the package is made of, from the command line.
 * @throws Error with one line for each thing that is missing or wrong
 */
export function readPackage(
  args: string[],
  appId: string | undefined,
  otherwise: { version: string; company: string },
): TeamsPackage & { out: string } {
  const text = { type: 'string' } as const;
  const options = { domain: text, website: text, privacy: text, terms: text };
  const more = { company: text, resource: text, version: text, out: text };
  const { values } = parseArgs({ args, options: { ...options, ...more } });
  const { website = '', privacy = website, terms = website, domain = '', resource } = values;
  const { version = otherwise.version, company = otherwise.company, out = 'countersign-teams.zip' } = values;
  const wrong = (name: string, value: string, what: string) =>
    value === '' ? `${name} is missing: ${what}.` : `${name} is "${value}", which is not ${what}.`;
  const problems = [
    ...(GUID.test(appId ?? '') ? [] : [wrong('MicrosoftAppId', appId ?? '', 'the application ID of the bot in Entra')]),
    ...(HOST.test(domain) ? [] : [wrong('--domain', domain, 'a host name without https:// and path')]),
    ...(isHttps(website) ? [] : [wrong('--website', website, 'an https address')]),
    ...(isHttps(privacy) || privacy === website ? [] : [wrong('--privacy', privacy, 'an https address')]),
    ...(isHttps(terms) || terms === website ? [] : [wrong('--terms', terms, 'an https address')]),
    ...(SEMVER.test(version) ? [] : [wrong('--version', version, 'a version such as 1.0.0')]),
    ...(resource === undefined || /^api:\/\/\S+$/.test(resource)
      ? []
      : [wrong('--resource', resource, 'an application ID URI that begins with api://')]),
    ...(company !== '' && company.length <= COMPANY
      ? []
      : [wrong('--company', company, `a name of at most ${COMPANY} characters`)]),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const urls = { websiteUrl: website, privacyUrl: privacy, termsOfUseUrl: terms };
  return { appId: appId ?? '', domain, version, company, resource, out, ...urls };
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}
