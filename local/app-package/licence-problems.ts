import { type BundledPackage } from './bundled-packages';

/** Each may be given along, unchanged, for no more than its text. */
const TAKEN = new Set([
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
]);

/** A line for each package that may not be given along, or that does not say whether it may. */
export function licenceProblems(packages: BundledPackage[]): string[] {
  return packages.flatMap(({ name, version, license, folder }) => {
    const choices = license.replaceAll(/[()]/g, '').split(/ OR /);
    if (choices.some((choice) => choice.split(/ AND /).every((one) => TAKEN.has(one.trim())))) return [];
    return [`${name} ${version} (${folder}) has the licence "${license}", which nobody has agreed to.`];
  });
}
