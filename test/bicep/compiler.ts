import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Bicep's compiler: the one that `BICEP` names, on the path, of the Azure CLI, or from NuGet (.ci/bicep.csproj). */
export function bicepCompiler(): string | undefined {
  const packages = join(homedir(), '.nuget/packages/azure.bicep.commandline.linux-x64');
  const versions = existsSync(packages) ? readdirSync(packages).sort() : [];
  const places = [
    process.env['BICEP'],
    ...(process.env['PATH'] ?? '').split(':').map((folder) => join(folder, 'bicep')),
    join(homedir(), '.azure/bin/bicep'),
    ...versions.map((version) => join(packages, version, 'tools/bicep')),
  ];
  return places.find((place) => place !== undefined && existsSync(place));
}
