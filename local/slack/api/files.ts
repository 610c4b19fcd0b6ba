import { isObject } from '../block-kit/check';
import { post } from '../state/messages';
import { joinedChannel, type Methods } from './context';
import { invalidArguments, missing, SlackError } from './slack-error';

/* https://docs.slack.dev/reference/methods/files.getUploadURLExternal and files.completeUploadExternal */

export const files: Methods = {
  'files.getUploadURLExternal': (args, { uploads }) => {
    const length = args.integer('length', 0);
    if (!length) throw missing('length');
    const { id, url } = uploads.issue(args.required('filename'), length);
    return { upload_url: url, file_id: id };
  },

  'files.completeUploadExternal': (args, context) => {
    const { store, uploads, caller } = context;
    const given = args.json('files', 'invalid_arguments');
    if (!Array.isArray(given) || given.length === 0 || !given.every(isObject)) {
      throw invalidArguments('must provide an array of files [json-pointer:/files]');
    }
    const shared = given.map(({ id, title }) => {
      const upload = uploads.find(String(id));
      if (!upload) throw new SlackError('file_not_found');
      const { name, length } = upload;
      const url = `${uploads.base}/files/${upload.id}`;
      return { id: upload.id, name, title: typeof title === 'string' ? title : name, size: length, url_private: url };
    });
    if (args.has('channel_id')) {
      const channel = joinedChannel(context, args.required('channel_id'));
      const to = { channel: channel.id, user: caller.id, threadTs: args.text('thread_ts') };
      post(store, to, { text: args.text('initial_comment') ?? '', files: shared });
    }
    return { files: shared.map(({ id, title }) => ({ id, title })) };
  },
};
