import { chat } from './chat';
import { type Methods } from './context';
import { conversations } from './conversations';
import { files } from './files';
import { reactions } from './reactions';
import { users } from './users';
import { views } from './views';

/** Every Web API method this server has. */
export const methods: Methods = { ...chat, ...conversations, ...files, ...reactions, ...users, ...views };
