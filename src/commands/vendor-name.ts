import { type Service } from '../model/company';

/** A CI/CD connector as people call it. */
export function vendorName(connector: Service['deploy']['connector']): string {
  return connector === 'github' ? 'GitHub' : 'Azure DevOps';
}
