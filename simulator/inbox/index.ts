import { CHATS } from './chats';
import type { InboxPart } from './part';
import { PEOPLE } from './people';
import { NOTIFICATIONS } from './notifications';
import { SERVICE_CARDS } from './serviceCards';

/** What the inbox page shows, by capability. */
export const INBOX_PARTS: readonly InboxPart[] = [PEOPLE, NOTIFICATIONS, SERVICE_CARDS, CHATS];
