import type { MessageType } from './messageType';
import { subscribe } from './subscribe';
import { template } from './template';

/** Every message type, the one of a new node first. To add one: its two files, and its name here. */
export const messageTypes: readonly MessageType[] = [subscribe, template];
