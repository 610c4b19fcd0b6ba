import { type DirectCommand } from './command';
import { serviceOf } from './service-of';
import { statusSteps } from './by-hand/status-steps';
import { statusOfAll } from './status/status-of-all';
import { statusOfService } from './status/status-of-service';

export const status: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'status',
    summary: 'Show how a service is and what runs where; without a service, all of them, the worst first',
    example: '/status order-service',
    arguments: [{ name: 'service', kind: 'service', optional: true }],
    options: [],
    changes: false,
  },
  changesRows: false,

  byHand: statusSteps,

  async run(asked, tools) {
    const { service } = asked.request.args;
    const view =
      service === undefined
        ? statusOfAll(tools, asked.now)
        : statusOfService(serviceOf(String(service), tools), tools, asked);
    return { view: await view };
  },
};
