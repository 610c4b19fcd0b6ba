import { chat } from './chat';
import { type Methods } from './context';
import { conversations } from './conversations';
import { reactions } from './reactions';
import { users } from './users';
import { views } from './views';

/** Every Web API method this server has. */
export const methods: Methods = { ...chat, ...conversations, ...reactions, ...users, ...views };
