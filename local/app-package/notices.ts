import { type BundledPackage } from './bundled-packages';

/** What the licences of the packages in the app ask to be said. */
export function notices(packages: BundledPackage[]): string {
  const head = 'Countersign contains the following packages of others, each under its own licence.\n';
  const parts = packages.map(({ name, version, license, text }) =>
    [`${name} ${version}`, `Licence: ${license}`, '', text || 'The package brings no text of its licence.'].join('\n'),
  );
  return [head, ...parts].join(`\n${'-'.repeat(80)}\n`);
}
