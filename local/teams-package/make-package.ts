import { commands } from '../../src/commands/index';
import { ICONS, teamsManifest, type TeamsPackage } from '../../src/platforms/teams/manifest';
import { colorIcon, outlineIcon } from './icons';
import { zip } from './zip';

/** The Teams app package: what an administrator uploads. */
export function makePackage(given: TeamsPackage): Buffer {
  const specs = commands.map(({ spec }) => spec);
  return zip({
    'manifest.json': Buffer.from(`${JSON.stringify(teamsManifest(specs, given), null, 2)}\n`),
    [ICONS.color]: colorIcon(),
    [ICONS.outline]: outlineIcon(),
  });
}
