import { ciCdContract } from '../contracts/ci-cd';
import { openAzureDevOpsWorld } from './azure-devops-world';

ciCdContract('Azure DevOps', openAzureDevOpsWorld);
