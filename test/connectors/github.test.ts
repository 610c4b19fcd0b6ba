import { ciCdContract } from '../contracts/ci-cd';
import { openGitHubWorld } from './github-world';

ciCdContract('GitHub', openGitHubWorld);

describe('a server that is older than return_run_details', () => {
  it('takes a dispatch at the second asking, and the run is found by its correlation', async () => {
    const world = await openGitHubWorld({ withoutRunDetails: true });
    const job = { repository: world.repository, workflow: world.workflow, correlation: 'cs-1' };
    const inputs = { version: world.works, environment: 'staging', correlation: 'cs-1' };
    const since = world.now();
    expect(await world.ciCd.start({ ...job, ref: 'main', inputs })).toEqual({ state: 'started' });
    expect(await world.ciCd.find(job, since)).not.toBeNull();
    await world.close();
  });
});
