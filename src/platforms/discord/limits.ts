/** Ours: no interaction of Discord's comes near it. */
export const BODY_BYTES = 1024 * 1024;

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits: of all embeds of a message together */
export const EMBEDS_TOTAL = 6000;
export const DESCRIPTION = 4096;
export const FIELDS = 25;
export const FIELD_NAME = 256;
export const FIELD_VALUE = 1024;
export const FOOTER = 2048;

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-structure */
export const TOPIC = 1024;

/** https://docs.discord.com/developers/resources/message#attachment-object */
export const FILE_DESCRIPTION = 1024;

/** https://docs.discord.com/developers/components/reference */
export const CUSTOM_ID = 100;
export const BUTTON_LABEL = 80;
export const ROW_BUTTONS = 5;
export const MODAL_TITLE = 45;
export const MODAL_FIELDS = 5;

/** https://docs.discord.com/developers/interactions/application-commands */
export const CHAT_COMMANDS = 100;
export const COMMAND_NAME = 32;
export const COMMAND_DESCRIPTION = 100;
export const COMMAND_OPTIONS = 25;
export const CHOICES = 25;
export const CHOICE = 100;
