import * as z from 'zod/mini';
import { type Company } from '../model/company';
import { brokenReferences } from './broken-references';
import { CompanyFileError } from './company-file-error';
import { doubleAccounts } from './double-accounts';
import { doubleRules } from './double-rules';
import { companyFile } from './schema/company-file';
import { schemaProblems } from './schema-problems';
import { toCompany } from './to-company';
import { YamlSource } from './yaml-source';

/** Reads the text of a company file. Throws one CompanyFileError that tells everything that is wrong with it. */
export function loadCompany(text: string, env: Record<string, string | undefined>): Company {
  const source = new YamlSource(text, env);
  if (!source.readable) throw new CompanyFileError(source.problems);
  const data = source.toJS();
  const parsed = z.safeParse(companyFile, data);
  const problems = [
    ...source.problems,
    ...(parsed.success ? [] : schemaProblems(parsed.error.issues, source)),
    ...brokenReferences(data, source),
    ...doubleAccounts(data, source),
    ...doubleRules(data, source),
  ];
  if (!parsed.success || problems.length > 0) throw new CompanyFileError(problems);
  return toCompany(
    parsed.data,
    (index) => source.line(['policy', 'rules', index]),
    source.line(['policy', 'breakGlass']),
  );
}
