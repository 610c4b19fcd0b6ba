import { type DirectCommand } from './command';
import { waitingRequests } from './waiting-requests';

export const approvals: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'approvals',
    summary: 'Show what waits for approval, and what of it waits for you',
    example: '/approvals',
    arguments: [],
    options: [],
    changes: false,
  },
  changesRows: false,

  run: async ({ person, now, request: { origin } }, tools) => ({
    view: await waitingRequests({ person, now, ...(!origin.personal && { place: origin }) }, tools),
  }),
};
