import { VendorError } from '../vendor-error';

/** Where a repository is: `organization/project/repository`. */
export interface Place {
  organization: string;
  project: string;
  repository: string;
}

const name = /^[\w.-][\w .-]*$/;

/** @throws VendorError when the text is not of that form */
export function placeOf(text: string): Place {
  const [organization, project, repository, ...more] = text.split('/');
  const fits = (part: string | undefined): part is string =>
    part !== undefined && name.test(part) && !/^\.+$/.test(part);
  if (fits(organization) && fits(project) && fits(repository) && more.length === 0)
    return { organization, project, repository };
  throw new VendorError(
    `Azure DevOps: "${text}" is not a repository; write it as organization/project/repository.`,
    'Azure DevOps',
    false,
  );
}
