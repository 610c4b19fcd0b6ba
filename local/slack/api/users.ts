import { type Methods } from './context';
import { page } from './paging';
import { userShape } from './shapes';
import { SlackError } from './slack-error';
import { type Store } from '../state/store';

/* https://docs.slack.dev/reference/methods/users.info and its neighbours */

export const users: Methods = {
  'api.test': (args) => {
    const error = args.text('error');
    if (error) throw new SlackError(error, { args: args.given });
    return { args: args.given };
  },

  'auth.test': (_, { store, caller }) => {
    const { team } = store.state;
    return {
      url: `https://${team.domain}.slack.com/`,
      team: team.name,
      user: caller.name,
      team_id: team.id,
      user_id: caller.id,
      bot_id: caller.bot?.botId,
      is_enterprise_install: false,
    };
  },

  'users.info': (args, { store }) => {
    const user = store.user(args.required('user'));
    if (!user) throw new SlackError('user_not_found');
    return { user: userShape(store, user) };
  },

  'users.list': (args, { store }) => {
    const { items, next } = page(store.state.users, args, 1000);
    return {
      members: items.map((user) => userShape(store, user)),
      cache_ts: Math.floor(store.now() / 1000),
      response_metadata: { next_cursor: next },
    };
  },

  'users.lookupByEmail': (args, { store }) => {
    const email = args.required('email').toLowerCase();
    const user = store.state.users.find((one) => one.email === email && !one.deleted);
    if (!user) throw new SlackError('users_not_found');
    return { user: userShape(store, user) };
  },

  'usergroups.list': (_, { store }) => ({
    usergroups: userGroups(store).map(({ id, handle, users: members }) => ({
      id,
      team_id: store.state.team.id,
      is_usergroup: true,
      handle,
      name: handle,
      date_delete: 0,
      user_count: members.length,
    })),
  }),

  'usergroups.users.list': (args, { store }) => {
    const group = userGroups(store).find(({ id }) => id === args.required('usergroup'));
    if (!group) throw new SlackError('no_such_subteam');
    return { users: group.users.filter((id) => !store.user(id)?.deleted) };
  },
};

const userGroups = ({ state }: Store) => state.userGroups ?? [];
